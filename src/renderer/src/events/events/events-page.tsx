import { Diagnostics } from '../../clients/activity/diagnostics.tsx'
import { t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { DeadLog } from './dead-log.tsx'
import { EventLog } from './event-log.tsx'

/** The event log, or the data that could not be read as events. `campaignId` sets the initial filter. */
export function EventsPage({ view, campaignId = null }: { view: 'events' | 'unread'; campaignId?: number | null }) {
  return (
    <Diagnostics
      view={view === 'events' ? 'events' : 'failed'}
      meta={view === 'events' ? t.events.meta : t.health.givenUp.meta}
    >
      {view === 'events' ? (
        <EventLog key={campaignId ?? 0} campaignId={campaignId} />
      ) : (
        <>
          <p>
            <Link to="/settings/diagnostics/failed">{t.health.givenUp.back}</Link>
          </p>
          <DeadLog />
        </>
      )}
    </Diagnostics>
  )
}
