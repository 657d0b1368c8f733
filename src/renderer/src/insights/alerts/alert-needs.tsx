import { BellRing } from 'lucide-react'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { t } from '../../core/lib/texts.ts'
import { useClientLook } from '../../core/stores/workspaces.ts'
import { FoldedNeeds, NeedRow } from '../../core/ui/need-row.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { AlertAct } from './alert-act.tsx'
import { AlertMenu } from './alert-menu.tsx'
import { aboutName, alertOrigin, alertText, alertTitle, alertTone } from './alert-words.ts'

/** More than these are folded: the lists below stay in sight. */
const mostShown = 5

/** Alerts as lines of what needs the operator, the worst first. */
export function AlertNeeds({ alerts }: { alerts: readonly ShownAlert[] }) {
  return (
    <FoldedNeeds
      all={alerts}
      most={mostShown}
      draw={(alert) => <AlertNeed key={`${alert.workspaceId} ${alert.key}`} alert={alert} />}
    />
  )
}

function AlertNeed({ alert }: { alert: ShownAlert }) {
  const words = t.alerts
  const look = useClientLook()(alert)
  const { about } = alert
  const hit = about.kind === 'mailbox' ? about.campaigns.length : 0
  const name = aboutName(alert)
  return (
    <NeedRow
      icon={BellRing}
      tone={`is-${alertTone[alert.level]}`}
      title={`${alertTitle(alert)}${hit === 0 ? '' : ` · ${words.campaigns(hit)}`}`}
      text={
        <>
          {look && (
            <>
              <WorkspaceSquare colour={look.colour} /> {name === null ? look.whole : `${name} · ${look.whole}`}:{' '}
            </>
          )}
          {alertText(alert)}
        </>
      }
      origin={alertOrigin(alert)}
    >
      <AlertAct alert={alert} />
      <AlertMenu alert={alert} />
    </NeedRow>
  )
}
