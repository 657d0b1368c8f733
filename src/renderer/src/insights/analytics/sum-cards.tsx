import type { AnalyticsOverview } from '#shared/contract/insights/analytics.ts'
import { formatAgo, formatNumber, formatPoints, formatShare } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { type FigureCard, FigureCards } from '../../core/ui/figure-cards.tsx'

/** The sums of the period side by side; formula, source and age of each on hover and focus. */
export function SumCards({ overview }: { overview: AnalyticsOverview }) {
  const words = t.analytics
  const { sums, before, campaigns, readAt } = overview
  const rate = sums.contacted === 0 ? null : sums.repliedUnique / sums.contacted
  const rateBefore = before === null || before.contacted === 0 ? null : before.repliedUnique / before.contacted
  const life = campaigns.reduce(
    (so, one) => ({ sent: so.sent + one.life.sent, bounced: so.bounced + one.life.bounced }),
    { sent: 0, bounced: 0 },
  )
  const card = (
    name: Extract<keyof typeof words.explain, keyof typeof words>,
    shown: Omit<FigureCard, 'name' | 'explain' | 'none'>,
  ): FigureCard => ({
    name: words[name],
    explain: [words.explain[name], readAt === null ? words.explain.neverRead : words.explain.source(formatAgo(readAt))],
    none: words.notMeasured,
    ...shown,
  })
  return (
    <FigureCards
      label={words.cards}
      figures={[
        card('contacted', {
          value: formatNumber(sums.contacted),
          foot: words.mails(formatNumber(sums.sent), campaigns.length),
        }),
        card('replyRate', {
          value: rate === null ? '–' : formatShare(rate),
          aside: words.of(formatNumber(sums.contacted)),
          foot: rate === null || rateBefore === null ? words.noBefore : against(rate - rateBefore),
        }),
        card('opportunities', {
          value: formatNumber(sums.opportunities),
          foot:
            sums.opportunities === 0
              ? words.of(formatNumber(sums.contacted))
              : words.oneIn(formatNumber(Math.round(sums.contacted / sums.opportunities))),
        }),
        card('bounced', {
          value: life.sent === 0 ? '–' : formatShare(life.bounced / life.sent),
          aside: words.ofMails(formatNumber(life.sent)),
          foot: words.bouncedMeta,
        }),
        card('opened', openedOf(overview)),
      ]}
    />
  )
}

const against = (difference: number): string =>
  Math.abs(difference) < 0.0005 ? t.analytics.samePoints : t.analytics.points(formatPoints(difference))

/** Of the campaigns that track opens; not measured where none does, which is not 0 %. */
function openedOf({ campaigns }: AnalyticsOverview): Pick<FigureCard, 'value' | 'aside' | 'foot'> {
  const words = t.analytics
  const tracked = campaigns.filter(({ measures }) => measures.opens)
  const sent = tracked.reduce((sum, one) => sum + one.sums.sent, 0)
  const opened = tracked.reduce((sum, one) => sum + one.sums.openedUnique, 0)
  const [on, all] = [tracked.length, campaigns.length]
  return {
    value: on === 0 ? null : sent === 0 ? '–' : formatShare(opened / sent),
    aside: on === 0 ? undefined : words.ofMails(formatNumber(sent)),
    foot: on === all ? words.tracked(all) : words.untracked(all - on, all),
  }
}
