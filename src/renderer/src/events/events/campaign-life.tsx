import './events.css'
import type { ReactNode } from 'react'
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Link } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { eventTypeName, typeTone } from './event-text.ts'
import { ListedAsOf, ReadBack } from './read-back.tsx'
import { Score } from './score.tsx'

const maxShown = 8

/** What happened in a campaign since its leads were exported; nothing until Instantly has reported something. */
export function CampaignLife({ workspaceId, remoteId }: { workspaceId: WorkspaceId; remoteId: string }) {
  const words = t.events
  const { data: life } = useQuery('events.campaign', { workspaceId, remoteId })
  if (!life) return null
  return (
    <Card
      title={words.campaignTitle}
      meta={words.campaignMeta}
      actions={<Link to={`/settings/diagnostics/events/campaign/${life.campaignId}`}>{words.toLog}</Link>}
    >
      <ReadBack workspaceId={workspaceId} />
      <ListedAsOf workspaceId={workspaceId} />
      {life.types.length + life.hottest.length + life.latest.length === 0 && (
        <p className="text-2">{words.campaignNone}</p>
      )}
      <div className="campaign-life">
        <Part title={words.title} items={life.types}>
          {(one) => (
            <li key={one.type}>
              <span className="ellipsis">{eventTypeName(one.type)}</span>
              <span className="tabular">
                {formatNumber(one.events)}
                {one.leads !== null && <span className="text-3 small"> · {words.leads(one.leads)}</span>}
              </span>
            </li>
          )}
        </Part>
        <Part title={words.warmest} items={life.hottest}>
          {(lead) => (
            <li key={lead.email}>
              <Person email={lead.email} name={lead.name} />
              <Score score={lead.score} quiet />
            </li>
          )}
        </Part>
        <Part title={words.latest} items={life.latest}>
          {(event) => (
            <li
              key={event.key}
              title={
                event.times === null
                  ? undefined
                  : `${words.listed.mark}: ${words.listed.often(event.times, formatWhen(event.at))}`
              }
            >
              <Badge tone={typeTone(event)}>
                {eventTypeName(event.type)}
                {event.times !== null && event.times > 1 && ` ${formatNumber(event.times)}×`}
              </Badge>
              {event.lead && <Person email={event.lead} name={event.name} />}
              <span className="text-2 small">
                <Time iso={event.at} />
              </span>
              {event.replySnippet && <q className="timeline-said ellipsis">{event.replySnippet}</q>}
            </li>
          )}
        </Part>
      </div>
    </Card>
  )
}

/** The first few items; renders nothing if there are none. */
function Part<T>({ title, items, children }: { title: string; items: readonly T[]; children: (item: T) => ReactNode }) {
  if (items.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul>{items.slice(0, maxShown).map(children)}</ul>
    </section>
  )
}

/** A person, by name if known, linked to everything stored about them. */
const Person = ({ email, name }: { email: string; name: string | null }) => (
  <span className="campaign-life-person ellipsis" title={email}>
    <Link to={personPath(email)}>{name ?? email}</Link>
  </span>
)
