import { ActivityViews } from '../../clients/activity/activity-views.tsx'
import { t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/link.tsx'
import { PageHead } from '../../core/ui/page-head.tsx'
import { DeadLog } from './dead-log.tsx'
import { EventLog } from './event-log.tsx'

/** The log of events, or what could not be read as one. `campaignId`: only of this campaign, to begin with. */
export function EventsPage({ view, campaignId = null }: { view: 'events' | 'unread'; campaignId?: number | null }) {
  return (
    <div className="page">
      <PageHead title={t.activity.title} meta={t.events.meta} />
      <ActivityViews view={view === 'events' ? 'events' : 'givenUp'}>
        {view === 'events' ? (
          <EventLog key={campaignId ?? 0} campaignId={campaignId} />
        ) : (
          <>
            <p>
              <Link to="/activity/given-up">{t.health.givenUp.back}</Link>
            </p>
            <DeadLog />
          </>
        )}
      </ActivityViews>
    </div>
  )
}
