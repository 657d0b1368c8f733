import './alerts.css'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import type { CampaignId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatDate, t } from '../../core/lib/texts.ts'
import { Note } from '../../core/ui/note.tsx'
import { AlertAct } from './alert-act.tsx'
import { AlertMenu } from './alert-menu.tsx'
import { aboutName, alertText, alertTitle, alertTone } from './alert-text.ts'

/** Alerts of one campaign and of its mailboxes, above its figures, one per line. */
export function CampaignAlerts({ campaignId }: { campaignId: CampaignId }) {
  const alerts = useQuery('alerts.list', { campaignId }).data ?? []
  if (alerts.length === 0) return null
  return (
    <div className="stack-2 campaign-alerts">
      {alerts.map((alert) => (
        <Note
          key={alert.key}
          tone={alertTone[alert.level]}
          title={alert.about.kind === 'mailbox' ? `${aboutName(alert)}: ${alertTitle(alert)}` : alertTitle(alert)}
          action={
            <span className="row">
              <AlertAct alert={alert} here />
              <AlertMenu alert={alert} />
            </span>
          }
        >
          {textHere(alert)}{' '}
          {alert.since && <span className="text-3 small">{t.alerts.since(formatDate(alert.since))}</span>}
        </Note>
      ))}
    </div>
  )
}

/** The account's own page shows which other campaigns it sends for. */
const textHere = (alert: ShownAlert): string =>
  alert.about.kind !== 'mailbox'
    ? alertText(alert)
    : alert.about.message === null
      ? ''
      : t.alerts.says(alert.about.message)
