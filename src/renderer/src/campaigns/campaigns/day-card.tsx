import { useState } from 'react'
import type { CampaignDayRow } from '#shared/contract/campaigns/campaigns.ts'
import type { Measures } from '#shared/domain/campaigns/rates.ts'
import { dateOfDay, dayOfDate } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatDay, formatNumber, t } from '../../core/lib/texts.ts'
import type { ChartPoint } from '../../core/ui/chart/chart-types.ts'
import { SeriesChart } from '../../core/ui/chart/series-chart.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { AsOf } from './as-of.tsx'

const spans = ['days30', 'days90', 'all'] as const
type Span = (typeof spans)[number]
const lengths: Readonly<Record<Span, number>> = { days30: 30, days90: 90, all: Number.MAX_SAFE_INTEGER }

type Props = {
  workspaceId: WorkspaceId
  days: readonly CampaignDayRow[]
  readAt: string | null
  measures: Measures
}

/** Mails sent and answered per day, as a chart or a table with all figures. */
export function DayCard({ workspaceId, days, readAt, measures }: Props) {
  const words = t.campaigns
  const { metrics } = words
  const [span, setSpan] = useState<Span>('days90')
  return (
    <SeriesChart
      workspaceId={workspaceId}
      title={words.byDay}
      meta={words.byDayMeta}
      choice={
        <Segmented
          label={words.span}
          value={span}
          onChange={setSpan}
          options={spans.map((value) => ({ value, label: words.spans[value] }))}
        />
      }
      buckets={words.day}
      kind="bars"
      whole
      format={formatNumber}
      empty={readAt === null ? words.neverRead : words.noDays}
      series={[
        { id: 'sent', label: metrics.sent },
        ...(measures.clicks ? [{ id: 'clicked', label: metrics.clicked }] : []),
        { id: 'replied', label: metrics.replied },
        { id: 'unsubscribed', label: metrics.unsubscribed },
      ]}
      further={[
        { id: 'opened', label: metrics.opened },
        ...(measures.clicks ? [] : [{ id: 'clicked', label: metrics.clicked }]),
        { id: 'interested', label: metrics.interested },
      ]}
      points={pointsOf(days, lengths[span], measures)}
      foot={readAt !== null && <AsOf iso={readAt} />}
    />
  )
}

/** Returns every day from first to last, also those without figures: a weekend is a gap, not a shorter axis. */
function pointsOf(days: readonly CampaignDayRow[], most: number, measures: Measures): readonly ChartPoint[] {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const to = dayOfDate(last.date)
  const from = Math.max(dayOfDate(first.date), to - most + 1)
  const known = new Map(days.map((row) => [row.date, row]))
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const date = dateOfDay(from + at)
    const row = known.get(date)
    return {
      id: date,
      tick: formatDay(date),
      name: formatDay(date),
      values: {
        sent: row?.sent ?? 0,
        replied: row?.repliedUnique ?? 0,
        opened: measures.opens ? (row?.openedUnique ?? 0) : null,
        clicked: measures.clicks ? (row?.clickedUnique ?? 0) : null,
        unsubscribed: row === undefined ? 0 : row.unsubscribed,
        interested: row === undefined ? 0 : row.interested,
      },
    }
  })
}
