import './events.css'
import { useId } from 'react'
import type { ListedActivity, LeadTimeline as Timeline, ToldEvent } from '#shared/contract/events/events.ts'
import type { Fate } from '#shared/contract/exports/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import { formatWhen } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Link, MaybeLink } from '../../core/ui/link.tsx'
import { Time } from '../../core/ui/time.tsx'
import { typeTone, typeWord } from './event-words.ts'
import { ListedAsOf, ReadBack, useReading } from './read-back.tsx'
import { Score } from './score.tsx'

type Entry =
  | { readonly at: string; readonly event: ToldEvent }
  | { readonly at: string; readonly listed: ListedActivity }
  | { readonly at: string; readonly sent: Timeline['exports'][number] }

/**
 * What was exported and what happened since, in the order of time; of one person, over all campaigns of a client. Nothing
 * at all where nothing happened, as far as is known.
 */
export function LeadTimeline({ of, className }: { of: Input<'events.timeline'>; className?: string }) {
  const id = useId()
  const { data } = useQuery('events.timeline', of)
  const reading = useReading(data ? data.workspaceId : undefined)
  if (!data) return null
  const entries: readonly Entry[] = [
    ...data.events.map((event): Entry => ({ at: event.at, event })),
    ...data.listed.map((listed): Entry => ({ at: listed.lastAt ?? '', listed })),
    ...data.exports.map((sent): Entry => ({ at: sent.at, sent })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  if (entries.length === 0 && reading?.state !== 'reading') return null
  return (
    <section className={className} aria-labelledby={id}>
      <h3 id={id}>{t.events.timeline}</h3>
      <ReadBack workspaceId={data.workspaceId} />
      <ListedAsOf workspaceId={data.workspaceId} />
      <div className="timeline-sums">
        <Score score={data.score} />
        {data.interest && <Badge tone="info">{t.events.interest(typeWord(data.interest.type))}</Badge>}
        {data.optedOutAt && <Badge tone="warn">{t.events.optedOut}</Badge>}
      </div>
      <ol className="timeline" aria-label={t.events.timeline}>
        {entries.map((entry) =>
          'event' in entry ? (
            <HappenedItem key={`event ${entry.event.id}`} event={entry.event} />
          ) : 'listed' in entry ? (
            <ListedItem key={`${entry.listed.type} ${entry.listed.campaignName}`} of={entry.listed} />
          ) : (
            <li key={`export ${entry.sent.exportId}`}>
              <Badge tone="quiet">{t.events.exported}</Badge>
              <span className="small text-2">
                {fateWord(entry.sent.fate)}, <Time iso={entry.at} />
              </span>
              <span className="timeline-where ellipsis">
                <Link to={`/exports/${entry.sent.exportId}`}>{entry.sent.campaignName}</Link>
                {entry.sent.target === 'list' && <span className="text-3 small"> ({t.exportTargets.mark.list})</span>}
              </span>
            </li>
          ),
        )}
      </ol>
    </section>
  )
}

const fateWord = (fate: Fate): string => t.ledgerCsv.fates[fate]

/** What Instantly's lead list sums up, as such. */
function ListedItem({ of }: { of: ListedActivity }) {
  const { often, mark } = t.events.listed
  return (
    <li>
      <Badge tone={typeTone({ type: of.type, kind: 'known' })}>{typeWord(of.type)}</Badge>
      <span className="small text-2">{often(of.times, of.lastAt === null ? null : formatWhen(of.lastAt))}</span>
      <span className="timeline-where ellipsis">{of.campaignName}</span>
      <span className="timeline-where text-3">{mark}</span>
    </li>
  )
}

function HappenedItem({ event }: { event: ToldEvent }) {
  return (
    <li>
      <Badge tone={typeTone(event)}>{typeWord(event.type)}</Badge>
      <span className="small text-2">
        <Time iso={event.at} />
      </span>
      {event.campaignName && (
        <span className="timeline-where ellipsis">
          <MaybeLink to={event.campaignPage === null ? null : `/campaigns/${event.campaignPage}`}>
            {event.campaignName}
          </MaybeLink>
        </span>
      )}
      {event.said && <q className="timeline-said selectable">{event.said}</q>}
    </li>
  )
}
