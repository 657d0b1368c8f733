import type { ReactNode } from 'react'
import type { AnalyticsOverview } from '#shared/contract/analytics.ts'
import { formatAgo, formatNumber, formatPoints, formatShare } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { Tooltip } from '../../ui/tooltip.tsx'

/** The sums of the period side by side; formula, source and age of each on hover and focus. */
export function SumCards({ overview }: { overview: AnalyticsOverview }) {
  const words = t.analytics
  const { sums, before, campaigns } = overview
  const rate = sums.contacted === 0 ? null : sums.repliedUnique / sums.contacted
  const rateBefore = before === null || before.contacted === 0 ? null : before.repliedUnique / before.contacted
  const life = campaigns.reduce(
    (so, one) => ({ sent: so.sent + one.life.sent, bounced: so.bounced + one.life.bounced }),
    { sent: 0, bounced: 0 },
  )
  return (
    <section className="card sum-cards" aria-label={words.cards}>
      <SumCard
        name={words.contacted}
        explain={words.explain.contacted}
        overview={overview}
        value={formatNumber(sums.contacted)}
        foot={words.mails(formatNumber(sums.sent), campaigns.length)}
      />
      <SumCard
        name={words.replyRate}
        explain={words.explain.replyRate}
        overview={overview}
        value={rate === null ? '–' : formatShare(rate)}
        base={words.of(formatNumber(sums.contacted))}
        foot={rate === null || rateBefore === null ? words.noBefore : against(rate - rateBefore)}
      />
      <SumCard
        name={words.opportunities}
        explain={words.explain.opportunities}
        overview={overview}
        value={formatNumber(sums.opportunities)}
        foot={
          sums.opportunities === 0
            ? words.of(formatNumber(sums.contacted))
            : words.oneIn(formatNumber(Math.round(sums.contacted / sums.opportunities)))
        }
      />
      <SumCard
        name={words.bounced}
        explain={words.explain.bounced}
        overview={overview}
        value={life.sent === 0 ? '–' : formatShare(life.bounced / life.sent)}
        base={words.ofMails(formatNumber(life.sent))}
        foot={words.bouncedMeta}
      />
      <OpenedCard overview={overview} />
    </section>
  )
}

const against = (difference: number): string =>
  Math.abs(difference) < 0.0005 ? t.analytics.samePoints : t.analytics.points(formatPoints(difference))

/** Of the campaigns that track opens; not measured where none does, which is not 0 %. */
function OpenedCard({ overview }: { overview: AnalyticsOverview }) {
  const words = t.analytics
  const tracked = overview.campaigns.filter(({ measures }) => measures.opens)
  const sent = tracked.reduce((sum, one) => sum + one.sums.sent, 0)
  const opened = tracked.reduce((sum, one) => sum + one.sums.openedUnique, 0)
  const [on, all] = [tracked.length, overview.campaigns.length]
  return (
    <SumCard
      name={words.opened}
      explain={words.explain.opened}
      overview={overview}
      value={on === 0 ? null : sent === 0 ? '–' : formatShare(opened / sent)}
      base={on === 0 ? undefined : words.ofMails(formatNumber(sent))}
      foot={on === all ? words.tracked(all) : words.untracked(all - on, all)}
    />
  )
}

type CardProps = {
  name: string
  explain: string
  overview: AnalyticsOverview
  /** Null: not measured. */
  value: string | null
  base?: string | undefined
  foot: ReactNode
}

function SumCard({ name, explain, overview: { readAt }, value, base, foot }: CardProps) {
  const words = t.analytics
  return (
    <Tooltip
      text={
        <span className="figure-words">
          <span>{explain}</span>
          <span>{readAt === null ? words.explain.neverRead : words.explain.source(formatAgo(readAt))}</span>
        </span>
      }
    >
      <button type="button" className="sum-card">
        <span className="sum-name">{name}</span>
        {value === null ? (
          <span className="sum-none">{words.notMeasured}</span>
        ) : (
          <span className="sum-value">
            {value} {base && <span className="sum-base">{base}</span>}
          </span>
        )}
        <span className="sum-foot">{foot}</span>
      </button>
    </Tooltip>
  )
}
