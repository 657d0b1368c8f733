import { useState } from 'react'
import type { AnalyticsOverview, PeriodPlace, PeriodSums } from '#shared/contract/insights/analytics.ts'
import type { Grain } from '#shared/domain/insights/analytics/period.ts'
import type { CampaignId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatDate, formatMonth, formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { useCurrentWorkspaceId } from '../../core/stores/workspaces.ts'
import { SeriesChart } from '../../core/ui/chart/series-chart.tsx'
import { Select } from '../../core/ui/select.tsx'
import { replyShare } from './reply-share.ts'

const drawn = ['replyRate', 'sent', 'replied', 'clicked', 'interested'] as const
type Drawn = (typeof drawn)[number]

const valueOf = (what: Drawn, sums: PeriodSums): number | null => {
  if (what === 'replyRate') return replyShare(sums)
  if (what === 'replied') return sums.repliedUnique
  return what === 'clicked' ? sums.clickedUnique : sums[what]
}

/** Formats a point in a period: short for the axis, in full for reading. */
export const intervalText = (date: string, grain: Grain): { readonly tick: string; readonly name: string } => {
  const at = `${date}T00:00:00Z`
  if (grain === 'month') return { tick: formatMonth(at), name: formatMonth(at) }
  const day = formatDate(at, new Date(), 'UTC')
  return { tick: day, name: grain === 'week' ? t.analytics.weekOf(day) : day }
}

type Props = {
  overview: AnalyticsOverview
  compared: readonly CampaignId[]
  /** More campaigns were selected than can be compared. */
  isCut: boolean
}

/** One figure over the period, for each of the compared campaigns or for all together. */
export function CompareChart({ overview, compared, isCut }: Props) {
  const words = t.analytics
  const workspaceId = useCurrentWorkspaceId()
  const [what, setWhat] = useState<Drawn>('replyRate')
  const { from, to, grain, places, campaigns } = overview
  const series = useQuery('analytics.series', compared.length === 0 ? null : { campaignIds: [...compared], from, to })
  const nameOf = (id: CampaignId) => campaigns.find((one) => one.id === id)?.name ?? ''
  const lines: readonly { readonly id: string; readonly label: string; readonly places: readonly PeriodPlace[] }[] =
    compared.length > 0 && series.data
      ? series.data.map((one) => ({ id: `c${one.id}`, label: nameOf(one.id), places: one.places }))
      : [{ id: 'all', label: words.together, places }]
  const nothing = lines.every((line) => line.places.every(({ sums }) => sums.sent === 0 && sums.repliedUnique === 0))
  return (
    <SeriesChart
      workspaceId={workspaceId}
      title={`${words.chart[what]} ${words.by[grain]}`}
      meta={isCut ? words.tooMany : compared.length > 0 ? words.compared(compared.length) : words.compareHint}
      choice={
        <Select
          plain
          label={words.chartChoice}
          value={what}
          options={drawn.map((value) => ({ value, label: words.chart[value] }))}
          onChange={setWhat}
        />
      }
      buckets={words.along[grain]}
      kind={compared.length > 0 || what === 'replyRate' ? 'lines' : 'bars'}
      format={what === 'replyRate' ? formatShare : formatNumber}
      whole={what !== 'replyRate'}
      empty={words.noChart}
      series={lines.map(({ id, label }) => ({ id, label }))}
      points={
        nothing
          ? []
          : places.map(({ date }, at) => ({
              id: date,
              ...intervalText(date, grain),
              values: Object.fromEntries(
                lines.map((line) => {
                  const place = line.places[at]
                  return [line.id, place ? valueOf(what, place.sums) : null]
                }),
              ),
            }))
      }
    />
  )
}
