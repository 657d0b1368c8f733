import './compare-bar.css'
import { X } from 'lucide-react'
import type { AnalyticsOverview, CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import { compareVariants } from '#shared/domain/insights/analytics/significance.ts'
import type { CampaignId } from '#shared/ids.ts'
import { formatNumber, formatPoints, formatShare, formatShareTick } from '../../core/lib/format.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { EndLines } from '../../core/ui/chart/end-lines.tsx'
import { IconButton } from '../../core/ui/icon-button.tsx'
import { placeWords } from './compare-chart.tsx'

type Props = { overview: AnalyticsOverview; compared: readonly CampaignId[]; onClose: () => void }

/** Those ticked, at the foot of the screen: how their replies ran, who is better, and what would tell. */
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
    values: (series?.find((one) => one.id === id)?.places ?? []).map(({ sums }) =>
      sums.contacted === 0 ? null : Math.min(1, sums.repliedUnique / sums.contacted),
    ),
  }))
  return (
    <section className="compare-bar" aria-label={words.bar.label}>
      <div className="compare-bar-chart">
        <h2>
          {words.chart.replyRate} {words.by[grain]}
        </h2>
        <EndLines
          label={words.bar.chart}
          lines={lines}
          ticks={overview.places.map(({ date }) => placeWords(date, grain).tick)}
          format={formatShareTick}
        />
      </div>
      <div className="compare-bar-words">
        <div className="compare-bar-answer">
          <p role="status">
            <b>{answerOf(shown)}</b> {doubtOf(shown)}
          </p>
          <IconButton icon={X} label={words.bar.close} onClick={onClose} />
        </div>
        <Differences shown={shown} />
      </div>
    </section>
  )
}

const performance = ({ sums }: CampaignPeriod) => ({ part: sums.repliedUnique, base: sums.contacted })
const rateOf = (one: CampaignPeriod): number =>
  one.sums.contacted === 0 ? 0 : one.sums.repliedUnique / one.sums.contacted

/** Who is ahead, in figures. */
function answerOf(shown: readonly CampaignPeriod[]): string {
  const [best, next] = shown.toSorted((a, b) => rateOf(b) - rateOf(a))
  if (!best || !next) return ''
  const [high, low] = [formatShare(rateOf(best)), formatShare(rateOf(next))]
  return high === low ? t.analytics.bar.equal(high) : t.analytics.bar.better(best.name, high, low)
}

/** Whether that is more than chance, and what would tell. */
function doubtOf(shown: readonly CampaignPeriod[]): string {
  const words = t.analytics.bar
  const verdict = compareVariants(shown.map(performance))
  switch (verdict.kind) {
    case 'better':
      return words.sure(chance(verdict.sure))
    case 'open':
      return words.open(chance(verdict.sure), verdict.more)
    case 'same':
      return words.same
    case 'few':
      return words.few(verdict.more)
    case 'alone':
      return words.alone
  }
}

const chance = (sure: number): string => {
  const p = 1 - sure
  return p < 0.01 ? '< 0.01' : p.toLocaleString(undefined, { maximumFractionDigits: 2, minimumFractionDigits: 2 })
}

type Line = {
  readonly name: string
  readonly value: (one: CampaignPeriod) => number | null
  readonly share: boolean
}

function Differences({ shown }: { shown: readonly CampaignPeriod[] }) {
  const words = t.analytics
  const lines: readonly Line[] = [
    { name: words.columns.replied, share: true, value: (one) => (one.sums.contacted === 0 ? null : rateOf(one)) },
    {
      name: words.columns.interested,
      share: true,
      value: ({ sums }) => (sums.interested === null || sums.contacted === 0 ? null : sums.interested / sums.contacted),
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
