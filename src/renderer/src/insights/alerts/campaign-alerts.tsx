import type { CampaignId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { Note } from '../../core/ui/note.tsx'
import { AlertAct } from './alert-act.tsx'
import { AlertMenu } from './alert-menu.tsx'
import { aboutName, alertOrigin, alertText, alertTitle, alertTone } from './alert-words.ts'

/** The alerts of one campaign, above its figures; those of its mailboxes too. */
export function CampaignAlerts({ campaignId }: { campaignId: CampaignId }) {
  const alerts = useQuery('alerts.list', { campaignId }).data
  return (
    <>
      {alerts?.map((alert) => (
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
          {alertText(alert)} <span className="text-3 small">{alertOrigin(alert)}</span>
        </Note>
      ))}
    </>
  )
}
