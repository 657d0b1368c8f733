import './compare-bar.css'
import { X } from 'lucide-react'
import type { AnalyticsOverview, CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import { shareOf } from '#shared/domain/campaigns/rates.ts'
import { compareVariants } from '#shared/domain/insights/analytics/significance.ts'
import type { CampaignId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { formatNumber, formatPoints, formatRate, formatShare, formatShareTick, t } from '../../core/lib/texts.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { IconButton } from '../../core/ui/button.tsx'
import { EndLines } from '../../core/ui/chart/end-lines.tsx'
import { intervalText } from './compare-chart.tsx'
import { replyShare } from './reply-share.ts'

type Props = { overview: AnalyticsOverview; compared: readonly CampaignId[]; onClose: () => void }

/** The selected campaigns, at the foot of the screen: reply trends, which is better, and what it takes to decide. */
export function CompareBar({ overview, compared, onClose }: Props) {
  const words = t.analytics
  const { from, to, grain, campaigns } = overview
  const series = useQuery('analytics.series', { campaignIds: [...compared], from, to }).data
  const shown = compared.flatMap((id) => campaigns.find((one) => one.id === id) ?? [])
  useShortcut('escape', onClose)
  useScreenKeys([
    ['x', t.frame.keys.select],
    ['escape', t.frame.keys.close],
  ])
  const lines = shown.map(({ id, name }) => ({
    label: name,
    values: (series?.find((one) => one.id === id)?.places ?? []).map(({ sums }) => replyShare(sums)),
  }))
  const { answer, doubt } = answerOf(shown)
  return (
    <section className="compare-bar" aria-label={words.bar.label}>
      <div className="stack-2">
        <h2>
          {words.chart.replyRate} {words.by[grain]}
        </h2>
        <EndLines
          label={words.bar.chart}
          lines={lines}
          ticks={overview.places.map(({ date }) => intervalText(date, grain).tick)}
          format={formatShareTick}
        />
      </div>
      <div className="stack-2">
        <div className="compare-bar-answer">
          <p role="status">
            <b>{answer}</b> {doubt}
          </p>
          <IconButton icon={X} label={words.bar.close} onClick={onClose} />
        </div>
        <Differences shown={shown} />
      </div>
    </section>
  )
}

/** Says which campaign has more replies if that is significant; otherwise that it is open, and what it would take. */
function answerOf(shown: readonly CampaignPeriod[]): { readonly answer: string; readonly doubt?: string } {
  const words = t.analytics.bar
  const verdict = compareVariants(shown.map(({ sums }) => ({ part: sums.repliedUnique, base: sums.contacted })))
  switch (verdict.kind) {
    case 'better': {
      const [best, next] = [shown[verdict.at], shown[verdict.against]]
      return best && next
        ? { answer: words.better(best.name, rateText(best), rateText(next)), doubt: words.sure }
        : { answer: '' }
    }
    case 'open':
      return { answer: words.open, doubt: words.more(verdict.more) }
    case 'same':
      return { answer: words.same }
    case 'few':
      return { answer: words.few(verdict.more) }
    case 'alone':
      return { answer: words.alone }
  }
}

const rateText = ({ sums }: CampaignPeriod): string => formatRate(sums.repliedUnique, sums.contacted)

type Line = {
  readonly name: string
  readonly value: (one: CampaignPeriod) => number | null
  readonly share: boolean
}

function Differences({ shown }: { shown: readonly CampaignPeriod[] }) {
  const words = t.analytics
  const lines: readonly Line[] = [
    { name: words.columns.contacted, share: false, value: ({ sums }) => sums.contacted },
    { name: words.columns.replied, share: true, value: ({ sums }) => replyShare(sums) },
    {
      name: words.columns.interested,
      share: true,
      value: ({ sums }) => (sums.interested === null ? null : shareOf(sums.interested, sums.contacted)),
    },
    { name: words.columns.meetings, share: false, value: ({ sums }) => sums.meetings },
    {
      name: words.columns.bounced,
      share: true,
      value: ({ life }) => (life.sent === 0 ? null : life.bounced / life.sent),
    },
  ]
  const two = shown.length === 2
  return (
    <table className="compare-bar-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{words.bar.figure}</span>
          </th>
          {shown.map(({ id, name }, at) => (
            <th key={id} scope="col" title={name}>
              <span className="compare-bar-name">
                <i className={`chart-mark chart-mark-${at + 1}`} aria-hidden />
                <span className="ellipsis">{name}</span>
              </span>
            </th>
          ))}
          {two && <th scope="col">{words.bar.difference}</th>}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, value, share }) => {
          const values = shown.map(value)
          const [a, b] = values
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              {shown.map(({ id }, at) => {
                const one = values[at]
                return (
                  <td key={id}>
                    {one === null || one === undefined ? '–' : share ? formatShare(one) : formatNumber(one)}
                  </td>
                )
              })}
              {two && <td>{typeof a === 'number' && typeof b === 'number' ? differenceOf(a - b, share) : '–'}</td>}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const differenceOf = (difference: number, share: boolean): string =>
  share
    ? t.analytics.bar.points(formatPoints(difference))
    : difference === 0
      ? '0'
      : `${difference > 0 ? '+' : '−'}${formatNumber(Math.abs(difference))}`
