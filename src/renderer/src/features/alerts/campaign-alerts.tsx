import type { CampaignId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { useQuery } from '../../lib/use-query.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Note } from '../../ui/note.tsx'
import { alertText, alertTitle, alertTone } from './alert-words.ts'

/** The alerts of one campaign, above its figures. */
export function CampaignAlerts({ campaignId }: { campaignId: CampaignId }) {
  const alerts = useQuery('alerts.list', { campaignId }, ['campaigns', 'settings']).data
  const aside = useAction(async (kind: NonNullable<typeof alerts>[number]['kind']) =>
    call('alerts.dismiss', { campaignId, kind }),
  )
  return (
    <>
      {aside.error && <ErrorNote error={aside.error} />}
      {alerts?.map((alert) => (
        <Note
          key={alert.kind}
          tone={alertTone[alert.level]}
          title={alertTitle(alert)}
          action={
            <Button size="s" variant="quiet" onClick={() => aside.run(alert.kind)}>
              {t.alerts.aside}
            </Button>
          }
        >
          {alertText(alert)}
        </Note>
      ))}
    </>
  )
}
