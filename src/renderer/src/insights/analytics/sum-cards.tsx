import type { AnalyticsOverview } from '#shared/contract/insights/analytics.ts'
import { shareOf } from '#shared/domain/campaigns/rates.ts'
import { formatAgo, formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { type FigureCard, FigureCards } from '../../core/ui/figure-cards.tsx'
import { labelsSyncText } from '../../events/events/labels-sync-text.ts'
import { replyShare } from './reply-share.ts'
import { trackedSums } from './tracked-sums.ts'

/** Totals of the period side by side; formula, source and age of each are shown on hover and focus. */
export function SumCards({ overview }: { overview: AnalyticsOverview }) {
  const words = t.analytics
  const { sums, before, campaigns, readAt } = overview
  const rate = replyShare(sums)
  const rateBefore = before && replyShare(before)
  const life = campaigns.reduce(
    (so, one) => ({
      sent: so.sent + one.life.sent,
      bounced: so.bounced + one.life.bounced,
      unsubscribed: so.unsubscribed + one.life.unsubscribed,
    }),
    { sent: 0, bounced: 0, unsubscribed: 0 },
  )
  const buckets = (of: (one: AnalyticsOverview['sums']) => number | null) =>
    overview.places.map((place) => of(place.sums))
  const card = (
    name: Extract<keyof typeof words.explain | 'meetings', keyof typeof words>,
    shown: Omit<FigureCard, 'name' | 'explain' | 'none'>,
  ): FigureCard => ({
    name: words[name],
    explain: [
      words.explain[name === 'meetings' ? 'interested' : name],
      readAt === null ? words.explain.neverRead : words.explain.source(formatAgo(readAt)),
    ],
    none: words.notMeasured,
    ...shown,
  })
  return (
    <FigureCards
      label={words.cards}
      figures={[
        card('contacted', {
          value: formatNumber(sums.contacted),
          foot: words.mails(formatNumber(sums.sent), campaigns.filter((one) => one.sums.sent > 0).length),
          course: buckets(({ contacted }) => contacted),
        }),
        card('replyRate', {
          value: rate === null ? '–' : formatShare(rate),
          aside: words.of(formatNumber(sums.contacted)),
          foot: rate === null || rateBefore === null ? words.noBefore : words.before(formatShare(rateBefore)),
          course: buckets(replyShare),
        }),
        ...(['interested', 'meetings'] as const).map((name) => {
          const count = sums[name]
          return {
            ...card(name, {
              value: count === null ? null : formatNumber(count),
              course: buckets((one) => one[name]),
              foot:
                count === null
                  ? labelsSyncText(overview.labels)
                  : count === 0
                    ? words.of(formatNumber(sums.contacted))
                    : words.oneIn(formatNumber(Math.round(sums.contacted / count))),
            }),
            none: words.syncingShort,
          }
        }),
        card('bounced', {
          value: life.sent === 0 ? '–' : formatShare(life.bounced / life.sent),
          aside: words.ofMails(formatNumber(life.sent)),
          foot: words.bouncedMeta,
        }),
        card('opened', trackedOf(overview, 'opens')),
        card('clicked', trackedOf(overview, 'clicks')),
        card('unsubscribed', { value: formatNumber(life.unsubscribed), foot: words.bouncedMeta }),
      ]}
    />
  )
}

/** Returns figures from the campaigns that track this; “not measured” if none does, which is not 0 %. */
function trackedOf(
  { campaigns }: AnalyticsOverview,
  what: 'opens' | 'clicks',
): Pick<FigureCard, 'value' | 'aside' | 'foot'> {
  const words = t.analytics
  const { tracked, people, contacted } = trackedSums(campaigns, what)
  const all = campaigns.length
  const share = shareOf(people, contacted)
  const off = what === 'opens' ? words.untracked : words.untrackedClicks
  return {
    value: tracked === 0 ? null : contacted === 0 ? '–' : share === null ? formatNumber(people) : formatShare(share),
    aside: tracked === 0 || (share === null && contacted > 0) ? undefined : words.ofPeople(formatNumber(contacted)),
    foot: tracked === all ? words.tracked(all) : off(all - tracked, all),
  }
}
