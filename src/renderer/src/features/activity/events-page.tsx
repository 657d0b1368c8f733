import { t } from '../../lib/texts.ts'
import { Link } from '../../ui/link.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { DeadLog } from '../events/dead-log.tsx'
import { EventLog } from '../events/event-log.tsx'
import { ActivityViews } from './activity-views.tsx'

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
