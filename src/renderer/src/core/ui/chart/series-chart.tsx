import './series-chart.css'
import { Ellipsis, Table2 } from 'lucide-react'
import { type ReactNode, Suspense, useRef, useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { useAction } from '../../lib/backend.ts'
import { lazyNamed } from '../../lib/lazy-named.ts'
import { t } from '../../lib/texts.ts'
import { IconButton } from '../button.tsx'
import { column } from '../column.ts'
import { Menu } from '../menu.tsx'
import { ErrorNote } from '../note.tsx'
import { Card } from '../page.tsx'
import { PlainTable } from '../plain-table.tsx'
import type { ChartPoint, ChartSeries } from './chart-types.ts'
import { savePicture } from './save-picture.ts'

// The chart library is as big as the rest of the window: it is loaded with the first chart, not with the app.
const Plot = lazyNamed(() => import('./plot.tsx'), 'Plot')

type Props = {
  /** Client the figures belong to; null for several clients. */
  workspaceId: WorkspaceId | null
  title: string
  /** Secondary text after the title: the base of the shares, the days covered. */
  meta?: string | undefined
  /** Control at the end of the head that selects what is shown. */
  choice?: ReactNode
  /** Name of the points: `Day`, `Week`. */
  buckets: string
  points: readonly ChartPoint[]
  /** Up to six series, in the order of the colours. */
  series: readonly ChartSeries[]
  /** Series shown only in the table. */
  further?: readonly ChartSeries[]
  kind: 'lines' | 'bars'
  format: (value: number) => string
  /** The values are counts: the axis shows whole numbers only. */
  whole?: boolean
  /** Shown instead of an empty chart. */
  empty: string
  /** Below the chart: the age of the figures. */
  foot?: ReactNode
}

/**
 * Figures over time as a chart or a table, saved as SVG or PNG. By keyboard: Tab to the chart, arrow keys from point to
 * point. A value of null was not measured: the line has a gap there, never a zero.
 */
export function SeriesChart({
  workspaceId,
  title,
  meta,
  choice,
  buckets,
  points,
  series,
  further = [],
  kind,
  format,
  whole = false,
  empty,
  foot,
}: Props) {
  const words = t.charts
  const [asTable, setAsTable] = useState(false)
  const figure = useRef<HTMLElement>(null)
  // Lines are named at their ends.
  const legend = kind === 'bars' && series.length > 1 ? series : []
  const save = useAction(async (as: 'svg' | 'png') => {
    if (figure.current) await savePicture(figure.current, { workspaceId, title, as, legend })
  })
  const isEmpty = points.length === 0
  return (
    <Card
      title={title}
      meta={meta}
      className="chart-card"
      pad={!asTable || isEmpty}
      actions={
        <>
          {choice}
          {!isEmpty && (
            <>
              <IconButton
                icon={Table2}
                label={words.asTable}
                aria-pressed={asTable}
                onClick={() => setAsTable((now) => !now)}
              />
              <Menu
                trigger={<IconButton icon={Ellipsis} label={words.more} />}
                items={(['svg', 'png'] as const).map((as) => ({
                  label: words.save[as],
                  disabled: asTable,
                  onSelect: () => save.run(as),
                }))}
              />
            </>
          )}
        </>
      }
    >
      {save.error && <ErrorNote error={save.error} />}
      {isEmpty && <p className="text-3">{empty}</p>}
      {!isEmpty && asTable && (
        <div className="chart-table" role="group" aria-label={title} tabIndex={0}>
          <PlainTable<ChartPoint>
            label={title}
            rows={points}
            rowId={(point) => point.id}
            columns={[
              column('along', buckets, {}, (point) => point.name),
              ...[...series, ...further].map((one) =>
                column(one.id, one.label, { align: 'right' }, (point: ChartPoint) => say(point.values[one.id], format)),
              ),
            ]}
          />
        </div>
      )}
      {!isEmpty && !asTable && (
        <figure ref={figure} className="chart" aria-label={`${title}. ${words.howTo}`}>
          {legend.length > 0 && (
            <ul className="chart-legend" aria-hidden>
              {legend.map((one, index) => (
                <li key={one.id}>
                  <i className={`chart-mark chart-mark-${index + 1}`} />
                  <span className="ellipsis">{one.label}</span>
                </li>
              ))}
            </ul>
          )}
          <Suspense fallback={<div className="chart-plot" />}>
            <Plot title={title} points={points} series={series} kind={kind} format={format} whole={whole} />
          </Suspense>
        </figure>
      )}
      {foot && <div className={asTable && !isEmpty ? 'chart-foot card-pad' : 'chart-foot'}>{foot}</div>}
    </Card>
  )
}

const say = (value: number | null | undefined, format: (value: number) => string): string =>
  value === null || value === undefined ? t.charts.notMeasured : format(value)
