import type { CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import {
  countPeopleCompared,
  enoughPeople,
  findPerformers,
  type Performance,
} from '#shared/domain/insights/analytics/performers.ts'
import { formatNumber, formatRate, formatShare, t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { Card } from '../../core/ui/page.tsx'

const repliesOf = ({ sums }: CampaignPeriod): Performance => ({
  part: Math.min(sums.repliedUnique, sums.contacted),
  base: sums.contacted,
})

/** Campaigns whose reply rate differs significantly from the rest, among those with enough people contacted. */
export function PerformersCard({ campaigns }: { campaigns: readonly CampaignPeriod[] }) {
  const words = t.analytics
  const { overall, best, worst } = findPerformers(campaigns, repliesOf)
  const meta =
    overall === null
      ? undefined
      : words.performersMeta(
          formatShare(overall),
          formatNumber(countPeopleCompared(campaigns, repliesOf)),
          formatNumber(enoughPeople),
        )
  return (
    <Card title={words.performers} meta={meta}>
      {best.length + worst.length === 0 && <p className="text-3">{words.noneStandsOut(formatNumber(enoughPeople))}</p>}
      <Some title={words.best} campaigns={best.slice(0, 4)} />
      <Some title={words.worst} campaigns={worst.slice(0, 4)} />
    </Card>
  )
}

function Some({ title, campaigns }: { title: string; campaigns: readonly CampaignPeriod[] }) {
  if (campaigns.length === 0) return null
  return (
    <section className="performers">
      <h3>{title}</h3>
      <ul>
        {campaigns.map(({ id, name, sums }) => (
          <li key={id}>
            <Link to={`/campaigns/${id}`} className="ellipsis">
              {name}
            </Link>
            <span className="tabular">{formatRate(sums.repliedUnique, sums.contacted)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
