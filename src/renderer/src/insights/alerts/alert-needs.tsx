import { BellRing } from 'lucide-react'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useClientLook } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { FoldedNeeds, NeedRow } from '../../core/ui/need-row.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { AlertMenu } from './alert-menu.tsx'
import { aboutName, alertOrigin, alertText, alertTitle, alertTone } from './alert-words.ts'

/** More than these are folded: the lists below stay in sight. */
const mostShown = 3

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
  const { about, workspaceId } = alert
  const hit = about.kind === 'mailbox' ? about.campaigns.length : 0
  const name = aboutName(alert) ?? look?.name ?? ''
  return (
    <NeedRow
      icon={BellRing}
      tone={`is-${alertTone[alert.level]}`}
      title={`${name}: ${alertTitle(alert)}${hit === 0 ? '' : ` · ${words.campaigns(hit)}`}`}
      text={
        <>
          {look && (
            <>
              <WorkspaceSquare colour={look.colour} /> {look.whole}:{' '}
            </>
          )}
          {alertText(alert)}
        </>
      }
      origin={alertOrigin(alert)}
    >
      {about.kind === 'campaign' ? (
        <Button size="s" onClick={() => go(`/campaigns/${about.campaignId}`)}>
          {words.open}
        </Button>
      ) : about.kind === 'mailbox' ? (
        <Button size="s" onClick={() => go(accountPath(workspaceId, about.email))}>
          {words.openAccount}
        </Button>
      ) : about.kind === 'asked' ? (
        <Button size="s" onClick={() => go('/opted-out')}>
          {words.answer}
        </Button>
      ) : (
        <Button size="s" onClick={() => go(`/settings/workspaces/${workspaceId}`)}>
          {words.openClient}
        </Button>
      )}
      <AlertMenu alert={alert} />
    </NeedRow>
  )
}
