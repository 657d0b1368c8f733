import './events.css'
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Card } from '../../core/ui/card.tsx'
import { Link } from '../../core/ui/link.tsx'
import { Time } from '../../core/ui/time.tsx'
import { typeTone, typeWord } from './event-words.ts'
import { ReadBack } from './read-back.tsx'
import { Score } from './score.tsx'

/** What became of a campaign since its leads went out; nothing where Instantly told of nothing yet. */
export function CampaignLife({ workspaceId, remoteId }: { workspaceId: WorkspaceId; remoteId: string }) {
  const words = t.events
  const { data: life } = useQuery('events.campaign', { workspaceId, remoteId })
  if (!life) return null
  return (
    <Card
      title={words.campaignTitle}
      meta={words.campaignMeta}
      actions={<Link to={`/activity/events/campaign/${life.campaignId}`}>{words.toLog}</Link>}
    >
      <ReadBack workspaceId={workspaceId} />
      <div className="campaign-life">
        <section>
          <h3>{words.title}</h3>
          <ul>
            {life.types.slice(0, 8).map((one) => (
              <li key={one.type}>
                <span className="ellipsis">{typeWord(one.type)}</span>
                <span className="tabular">
                  {formatNumber(one.events)}
                  {one.leads !== null && <span className="text-3 small"> · {words.leads(one.leads)}</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{words.warmest}</h3>
          <ul>
            {life.hottest.slice(0, 8).map((lead) => (
              <li key={lead.email}>
                <Person email={lead.email} name={lead.name} />
                <Score score={lead.score} quiet />
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{words.latest}</h3>
          <ul>
            {life.latest.slice(0, 8).map((event) => (
              <li key={event.id}>
                <Badge tone={typeTone(event)}>{typeWord(event.type)}</Badge>
                {event.lead && <Person email={event.lead} name={event.name} />}
                <span className="text-2 small">
                  <Time iso={event.at} />
                </span>
                {event.said && <q className="timeline-said ellipsis">{event.said}</q>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Card>
  )
}

/** A person by name where one is known, opened with all that is held of them. */
const Person = ({ email, name }: { email: string; name: string | null }) => (
  <span className="campaign-life-person ellipsis" title={email}>
    <Link to={personPath(email)}>{name ?? email}</Link>
  </span>
)
