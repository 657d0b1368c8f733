import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  usePlotArea,
  XAxis,
  YAxis,
} from 'recharts'
import { roundTicks } from '#shared/domain/core/round-ticks.ts'
import { t } from '../../lib/texts.ts'
import type { ChartPoint, ChartSeries } from './chart-types.ts'
import { LineName, lastMeasured, nameHeights } from './line-names.tsx'

type Props = {
  title: string
  points: readonly ChartPoint[]
  series: readonly ChartSeries[]
  kind: 'lines' | 'bars'
  format: (value: number) => string
  /** The values are counts: the axis shows whole numbers only. */
  whole: boolean
}

/** Width of the space beside the lines for their names, in pixels. */
const roomForNames = 148

/** The chart of a SeriesChart. Not animated, as a figure that moves cannot be read. */
export function Plot({ title, points, series, kind, format, whole }: Props) {
  const most = Math.max(0, ...points.flatMap(({ values }) => series.map(({ id }) => values[id] ?? 0)))
  const ticks = roundTicks(most, whole)
  const data = points.map((point) => ({ ...point, ...point.values }))
  const tickOf = new Map(points.map(({ id, tick }) => [id, tick]))
  const named = kind === 'lines' && series.length > 1
  const margin = { top: 8, right: named ? roomForNames : 12, bottom: 0, left: 0 }
  const common = { data, title, accessibilityLayer: true, margin } as const
  const axes = (
    <>
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis
        dataKey="id"
        tickFormatter={(id: string) => tickOf.get(id) ?? id}
        tickLine={false}
        axisLine={{ stroke: 'var(--line-strong)' }}
        minTickGap={24}
      />
      <YAxis
        tickFormatter={format}
        tickLine={false}
        axisLine={false}
        width="auto"
        ticks={[...ticks]}
        domain={[0, ticks.at(-1) ?? 1]}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--line-strong)', fill: 'var(--hover)' }}
        content={(shown) => <Beside {...shown} points={points} series={series} format={format} />}
      />
    </>
  )
  return (
    <div className="chart-plot">
      <ResponsiveContainer width="100%" height="100%">
        {kind === 'lines' ? (
          <LineChart {...common}>
            {axes}
            {series.map((one, index) => (
              <Line
                key={one.id}
                dataKey={one.id}
                name={one.label}
                stroke={`var(--c-${index + 1})`}
                strokeWidth={2}
                dot={points.length <= 31 ? { r: 2, fill: `var(--c-${index + 1})`, strokeWidth: 0 } : false}
                activeDot={{ r: 4, strokeWidth: 0 }}
                isAnimationActive={false}
              />
            ))}
            {named && <Names points={points} series={series} top={ticks.at(-1) ?? 1} />}
          </LineChart>
        ) : (
          <BarChart {...common} barGap={1}>
            {axes}
            {series.map((one, index) => (
              <Bar
                key={one.id}
                dataKey={one.id}
                name={one.label}
                fill={`var(--c-${index + 1})`}
                maxBarSize={28}
                radius={[2, 2, 0, 0]}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        )}
      </ResponsiveContainer>
    </div>
  )
}

/** Names the lines at their ends, which is easier to read than a legend. */
function Names({ points, series, top }: Pick<Props, 'points' | 'series'> & { top: number }) {
  const area = usePlotArea()
  if (!area) return null
  const ends = series.map(({ id }) => {
    const last = lastMeasured(points.map(({ values }) => values[id]))
    return area.y + (1 - last / top) * area.height
  })
  const heights = nameHeights(ends, area.y + area.height)
  return (
    <g>
      {series.map(({ id, label }, index) => (
        <g key={id}>
          <rect
            x={area.x + area.width + 8}
            y={(heights[index] ?? 0) - 4}
            width={8}
            height={8}
            rx={2}
            fill={`var(--c-${index + 1})`}
          />
          <LineName name={label} x={area.x + area.width + 21} y={(heights[index] ?? 0) + 4} />
        </g>
      ))}
    </g>
  )
}

type BesideProps = Pick<TooltipContentProps, 'active' | 'label'> & Omit<Props, 'title' | 'kind' | 'whole'>

/** Figures beside the pointer, or at the point reached with the arrow keys; read aloud when they change. */
function Beside({ active, label, points, series, format }: BesideProps) {
  const point = active ? points.find(({ id }) => id === label) : undefined
  return (
    <div role="status" className={point ? 'chart-beside' : 'sr-only'}>
      {point && (
        <>
          <strong>{point.name}</strong>
          <dl>
            {series.map((one, index) => {
              const value = point.values[one.id]
              return (
                <div key={one.id}>
                  <dt>
                    <i className={`chart-mark chart-mark-${index + 1}`} />
                    {one.label}
                  </dt>
                  <dd className="num">
                    {value === null || value === undefined ? t.charts.notMeasured : format(value)}
                  </dd>
                </div>
              )
            })}
          </dl>
        </>
      )}
    </div>
  )
}
