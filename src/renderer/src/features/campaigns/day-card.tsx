import { useId, useState } from 'react'
import type { CampaignDayRow } from '#shared/contract/campaigns.ts'
import type { Measures } from '#shared/domain/campaigns/rates.ts'
import { formatDate, formatNumber } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { PlainTable, type TableColumn } from '../../ui/plain-table.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { AsOf } from './as-of.tsx'

const spans = ['days30', 'days90', 'all'] as const
type Span = (typeof spans)[number]
const lengths: Readonly<Record<Span, number>> = { days30: 30, days90: 90, all: Number.MAX_SAFE_INTEGER }
const dayMs = 86_400_000

const dayOf = (row: CampaignDayRow): number => Date.parse(`${row.date}T00:00:00Z`) / dayMs
/** In its own zone: the days are Instantly's UTC days. */
const dayWords = (date: string): string => formatDate(`${date}T00:00:00Z`, new Date(), 'UTC')

type Props = { days: readonly CampaignDayRow[]; readAt: string | null; measures: Measures }

/** What was sent and answered day by day: bars, and the same as a table. */
export function DayCard({ days, readAt, measures }: Props) {
  const words = t.campaigns
  const [span, setSpan] = useState<Span>('days90')
  const [table, setTable] = useState(false)
  const last = days.at(-1)
  const first = last ? dayOf(last) - lengths[span] + 1 : 0
  const shown = days.filter((row) => dayOf(row) >= first)
  return (
    <Card
      title={words.byDay}
      meta={words.byDayMeta}
      actions={
        <>
          <Segmented
            label={words.span}
            value={span}
            onChange={setSpan}
            options={spans.map((value) => ({ value, label: words.spans[value] }))}
          />
          <Button size="s" variant="quiet" onClick={() => setTable(!table)}>
            {table ? words.hideTable : words.showTable}
          </Button>
        </>
      }
    >
      {shown.length === 0 ? <p className="text-3">{words.noDays}</p> : <DayBars days={shown} />}
      {table && shown.length > 0 && (
        <div className="day-table">
          <PlainTable
            label={words.byDay}
            columns={columnsFor(measures)}
            rows={shown.toReversed()}
            rowId={(row) => row.date}
          />
        </div>
      )}
      <AsOf iso={readAt} />
    </Card>
  )
}

const height = 132

/** Mails sent as bars from the ground; replies before them, on the same scale but never too thin to see. */
function DayBars({ days }: { days: readonly CampaignDayRow[] }) {
  const words = t.campaigns
  const id = useId()
  const [from, to] = [days[0], days.at(-1)]
  if (!from || !to) return null
  const first = dayOf(from)
  const count = Math.max(7, dayOf(to) - first + 1)
  const most = Math.max(1, ...days.map(({ sent }) => sent))
  const tall = (value: number) => (value === 0 ? 0 : Math.max(2, (value / most) * (height - 4)))
  const sum = (key: 'sent' | 'repliedUnique') => days.reduce((total, row) => total + row[key], 0)
  return (
    <figure className="day-bars">
      <div className="day-scale" aria-hidden>
        <span>{formatNumber(most)}</span>
        <span>0</span>
      </div>
      <svg viewBox={`0 0 ${count * 10} ${height}`} preserveAspectRatio="none" role="img" aria-labelledby={id}>
        <title id={id}>{words.dayChart(days.length, sum('sent'), sum('repliedUnique'))}</title>
        {days.map((row) => {
          const x = (dayOf(row) - first) * 10
          const reply = tall(row.repliedUnique)
          return (
            <g key={row.date}>
              <title>{`${dayWords(row.date)}: ${formatNumber(row.sent)} ${words.metrics.sent}, ${formatNumber(row.repliedUnique)} ${words.metrics.replied}`}</title>
              <rect className="day-hit" x={x} y={0} width={10} height={height} />
              <rect className="day-sent" x={x + 1} y={height - tall(row.sent)} width={8} height={tall(row.sent)} />
              <rect className="day-replied" x={x + 1} y={height - reply} width={8} height={reply} />
            </g>
          )
        })}
      </svg>
      <figcaption>
        <span className="tabular">{dayWords(from.date)}</span>
        <span className="day-legend">
          <i className="day-key day-key-sent" aria-hidden /> {words.metrics.sent}
          <i className="day-key day-key-replied" aria-hidden /> {words.metrics.replied}
        </span>
        <span className="tabular">{dayWords(to.date)}</span>
      </figcaption>
    </figure>
  )
}

function columnsFor(measures: Measures): readonly TableColumn<CampaignDayRow>[] {
  const { metrics, notMeasured, day } = t.campaigns
  const figure = (
    id: 'sent' | 'openedUnique' | 'clickedUnique' | 'repliedUnique' | 'opportunities',
    header: string,
    measured = true,
  ): TableColumn<CampaignDayRow> => ({
    id,
    header,
    width: 110,
    align: 'right',
    cell: (row) =>
      measured ? (
        <span className={row[id] === 0 ? 'zero' : undefined}>{formatNumber(row[id])}</span>
      ) : (
        <span className="text-3">{notMeasured}</span>
      ),
  })
  return [
    { id: 'day', header: day, minWidth: 90, cell: (row) => <span className="tabular">{dayWords(row.date)}</span> },
    figure('sent', metrics.sent),
    figure('openedUnique', metrics.opened, measures.opens),
    figure('clickedUnique', metrics.clicked, measures.clicks),
    figure('repliedUnique', metrics.replied),
    figure('opportunities', metrics.opportunities),
  ]
}
