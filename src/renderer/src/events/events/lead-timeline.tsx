import './events.css'
import { useId } from 'react'
import type { EventWithReply, LeadTimeline as TimelineData } from '#shared/contract/events/events.ts'
import type { Input } from '#shared/contract/index.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Link, MaybeLink } from '../../core/ui/button.tsx'
import { EventTime } from '../../core/ui/time.tsx'
import { type Moment, Timeline } from '../../core/ui/timeline.tsx'
import { eventTypeName, stepOf, typeTone } from './event-text.ts'
import { ListedAsOf, ReadBack, useReading } from './read-back.tsx'
import { Score } from './score.tsx'

type Props = {
  of: Input<'events.timeline'>
  className?: string
  /** Maximum number of newest events, for use beside the emails; without it, all are shown, with texts and totals. */
  most?: number
}

/** Exports and events of one person, newest first, across a client's campaigns. Nothing if none are known. */
export function LeadTimeline({ of, className, most }: Props) {
  const id = useId()
  const { data } = useQuery('events.timeline', of)
  const reading = useReading(data ? data.workspaceId : undefined)
  if (!data) return null
  const moments = momentsOf(data, most === undefined)
  if (moments.length === 0 && reading?.state !== 'reading') return null
  return (
    <section className={className} aria-labelledby={id}>
      <h3 id={id}>{t.events.timeline}</h3>
      <ReadBack workspaceId={data.workspaceId} />
      {most === undefined && (
        <>
          <ListedAsOf workspaceId={data.workspaceId} />
          <div className="timeline-sums">
            <Score score={data.score} />
            {data.interest && <Badge tone="info">{t.events.interest(eventTypeName(data.interest.type))}</Badge>}
            {data.optedOutAt && <Badge tone="warn">{t.events.optedOut}</Badge>}
          </div>
        </>
      )}
      <Timeline label={t.events.timeline} moments={moments.slice(0, most)} />
    </section>
  )
}

type Dated = Moment & { readonly iso: string; readonly campaign: string }

/** Returns the moments, newest first; the campaign is named only where it differs from the row before. */
function momentsOf({ events, listed, exports }: TimelineData, quoted: boolean): readonly Moment[] {
  const { often, mark } = t.events.listed
  const all: readonly Dated[] = [
    ...events.map((event) => happened(event, quoted)),
    ...listed.map(
      ({ type, times, lastAt, campaignName }): Dated => ({
        key: `${type} ${campaignName}`,
        iso: lastAt ?? '',
        campaign: campaignName,
        tone: typeTone({ type, kind: 'known' }),
        what: eventTypeName(type),
        at: often(times, lastAt === null ? null : formatWhen(lastAt)),
        where: campaignName,
        more: mark,
      }),
    ),
    ...exports.map((one): Dated => ({ ...exported(one), at: <EventTime iso={one.at} />, iso: one.at, campaign: '' })),
  ].toSorted((a, b) => (a.iso < b.iso ? 1 : -1))
  return all.map((one, at) =>
    one.campaign !== '' && all[at - 1]?.campaign === one.campaign ? { ...one, where: null } : one,
  )
}

/** Describes the result of an export for a person. */
export const exported = ({ exportId, target, campaignName, outcome }: TimelineData['exports'][number]) => ({
  key: `export ${exportId}`,
  tone: 'accent' as const,
  what: `${t.events.exported}: ${t.ledgerCsv.outcomes[outcome]}`,
  where: (
    <>
      <Link to={`/exports/${exportId}`}>{campaignName}</Link>
      {target === 'list' && ` (${t.exportTargets.mark.list})`}
    </>
  ),
})

const happened = (event: EventWithReply, quoted: boolean): Dated => ({
  key: `event ${event.id}`,
  iso: event.at,
  campaign: event.campaignName ?? '',
  tone: typeTone(event),
  what: [eventTypeName(event.type), stepOf(event)].filter(Boolean).join(' · '),
  at: <EventTime iso={event.at} />,
  where: event.campaignName && (
    <MaybeLink to={event.campaignPage === null ? null : `/campaigns/${event.campaignPage}`}>
      {event.campaignName}
    </MaybeLink>
  ),
  more: quoted && event.replySnippet && <q className="selectable">{event.replySnippet}</q>,
})
