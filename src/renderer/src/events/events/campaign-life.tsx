import './events.css'
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
      actions={<Link to={`/settings/diagnostics/events/campaign/${life.campaignId}`}>{words.toLog}</Link>}
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
                <span className="ellipsis selectable" title={lead.email}>
                  {lead.email}
                </span>
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
                <span className="text-2 small">
                  <Time iso={event.at} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Card>
  )
}
