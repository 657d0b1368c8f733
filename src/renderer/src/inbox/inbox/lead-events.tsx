import type { InboxThread, LeadContext } from '#shared/contract/inbox/inbox.ts'
import { formatWhen } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Link } from '../../core/ui/link.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Time } from '../../core/ui/time.tsx'
import { typeTone, typeWord } from '../../events/events/event-words.ts'
import { ReadBack } from '../../events/events/read-back.tsx'

const shownEvents = 6

/** The newest of what happened with a lead; all of it is among the events. */
export function LeadEvents({ thread }: { thread: InboxThread }) {
  const of = thread.leadEmail === null ? null : { workspaceId: thread.workspaceId, email: thread.leadEmail }
  const timeline = useQuery('events.timeline', of).data
  const events = timeline?.events ?? []
  const listed = timeline?.listed ?? []
  return (
    <>
      <h4>{t.inbox.happened}</h4>
      <ReadBack workspaceId={thread.workspaceId} />
      {timeline && events.length + listed.length === 0 && <p className="text-3 small">{t.inbox.nothingHappened}</p>}
      {events.length + listed.length > 0 && (
        <ol className="inbox-events" aria-label={t.inbox.happened}>
          {listed.map(({ type, times, lastAt, campaignName }) => (
            <li key={`${type} ${campaignName}`} title={`${t.events.listed.mark}: ${campaignName}`}>
              <Badge tone={typeTone({ type, kind: 'known' })}>{typeWord(type)}</Badge>
              <span className="small text-3">
                {t.events.listed.often(times, lastAt === null ? null : formatWhen(lastAt))}
              </span>
            </li>
          ))}
          {events.slice(0, shownEvents).map((event) => (
            <li key={event.id} title={event.campaignName ?? undefined}>
              <Badge tone={typeTone(event)}>{typeWord(event.type)}</Badge>
              <span className="small text-3">
                <Time iso={event.at} />
              </span>
            </li>
          ))}
        </ol>
      )}
      {events.length > 0 && (
        <p className="small">
          <Link to={`/settings/diagnostics/events/conversation/${thread.id}`}>{t.inbox.allOfIt}</Link>
        </p>
      )}
    </>
  )
}

/** The one bridge between clients: that they know the same address. */
export function OtherClients({ clients }: { clients: LeadContext['otherClients'] }) {
  if (clients.length === 0) return null
  return (
    <Note tone="warn" title={t.inbox.otherClients}>
      <ul>
        {clients.map(({ workspaceId, partId, name, lastMailAt }) => (
          <li key={`${workspaceId} ${partId}`}>
            {lastMailAt === null ? t.inbox.otherInList(name) : t.inbox.otherMailed(name, formatWhen(lastMailAt))}
          </li>
        ))}
      </ul>
    </Note>
  )
}
