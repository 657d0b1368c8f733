import {
  Ban,
  ChartNoAxesColumnDecreasing,
  CircleDollarSign,
  Clock,
  OctagonX,
  TriangleAlert,
  Unplug,
  UserX,
} from 'lucide-react'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import type { AlertKind } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import type { LucideIcon } from '../../core/ui/button.tsx'
import { FoldedNeeds, NeedRow } from '../../core/ui/need-row.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { AlertAct } from './alert-act.tsx'
import { AlertMenu } from './alert-menu.tsx'
import { alertAbout, alertOrigin, alertText, alertTitle, alertTone } from './alert-text.ts'

/** Further alerts are collapsed, so that the lists below stay visible. */
const maxShown = 5

/** Alerts as items that need the operator, most serious first. */
export function AlertNeeds({ alerts }: { alerts: readonly ShownAlert[] }) {
  return (
    <FoldedNeeds
      all={alerts}
      most={maxShown}
      draw={(alert) => <AlertNeed key={`${alert.workspaceId} ${alert.key}`} alert={alert} />}
    />
  )
}

/** Icons that show the kind of problem at a glance. */
const icons: Readonly<Record<AlertKind, LucideIcon>> = {
  bounce: TriangleAlert,
  stopped: OctagonX,
  stalled: Clock,
  reply_drop: ChartNoAxesColumnDecreasing,
  finished: Clock,
  target_reply: ChartNoAxesColumnDecreasing,
  target_interested: ChartNoAxesColumnDecreasing,
  target_open: ChartNoAxesColumnDecreasing,
  target_unsubscribe: UserX,
  target_cost: CircleDollarSign,
  mailbox: Unplug,
  contacts: Clock,
  asked: Ban,
}

/** Returns an unplugged icon for an account that cannot send, and a warning for one with bad figures. */
function iconOf({ kind, about }: ShownAlert): LucideIcon {
  const isCut = about.kind === 'mailbox' && ['connection', 'sending'].includes(about.reason.kind)
  return about.kind === 'mailbox' && !isCut ? TriangleAlert : icons[kind]
}

function AlertNeed({ alert }: { alert: ShownAlert }) {
  const look = useClientLabel()(alert)
  const about = alertAbout(alert)
  return (
    <NeedRow
      icon={iconOf(alert)}
      tone={`is-${alertTone[alert.level]}`}
      title={alertTitle(alert)}
      about={
        look ? (
          <>
            <WorkspaceSquare colour={look.colour} /> {[look.whole, about].filter(Boolean).join(': ')}
          </>
        ) : (
          about
        )
      }
      text={alertText(alert)}
      origin={alertOrigin(alert)}
    >
      <AlertAct alert={alert} />
      <AlertMenu alert={alert} />
    </NeedRow>
  )
}
