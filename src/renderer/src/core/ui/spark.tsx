import './spark.css'
import { memo } from 'react'

const height = 18

type Props = {
  /** Values over time, oldest first; null where nothing was measured, which is left out. */
  values: readonly (number | null)[]
  /** What it shows, for screen readers. */
  label: string
  width?: number
  /** Ends of the scale; without them the line fills the height. */
  scale?: { readonly from: number; readonly to: number }
}

/**
 * Small line chart in a table row, with its last value marked. Always beside its figure. Memoised, so that rows that
 * stay are not rendered again while the table scrolls.
 */
export const Spark = memo(function Spark({ values, label, width = 52, scale }: Props) {
  const points = values.flatMap((value, at) => (value === null ? [] : [{ at, value }]))
  const last = points.at(-1)
  if (!last || points.length < 2) return <span className="spark" style={{ width }} />
  const { from, to } = scale ?? {
    from: Math.min(...points.map(({ value }) => value)),
    to: Math.max(...points.map(({ value }) => value)),
  }
  const x = (at: number) => 2 + (at / (values.length - 1)) * (width - 4)
  // A constant value is drawn as a line in the middle.
  const y = (value: number) => 2 + (to === from ? 0.5 : 1 - (value - from) / (to - from)) * (height - 4)
  const line = points.map(({ at, value }) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('L')
  return (
    <svg className="spark" style={{ width }} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={`M${line}`} />
      <circle cx={x(last.at)} cy={y(last.value)} r="2" />
    </svg>
  )
})
