import './end-lines.css'
import { roundTicks } from '#shared/domain/core/round-ticks.ts'
import { LineName, lastMeasured, nameHeights } from './line-names.tsx'

type Props = {
  /** What it shows, for screen readers. */
  label: string
  /** Up to six lines, in the order of the colours; null where nothing was measured, which leaves a gap. */
  lines: readonly { readonly label: string; readonly values: readonly (number | null)[] }[]
  /** Labels under the axis, oldest first. */
  ticks: readonly string[]
  format: (value: number) => string
}

const size = { width: 520, height: 148 } as const
const room = { left: 44, right: 132, top: 8, bottom: 20 } as const

/** A few lines over time, each with its name at its end. The figures are in a table beside it. */
export function EndLines({ label, lines, ticks, format }: Props) {
  const most = Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const steps = roundTicks(most, false)
  const top = steps.at(-1) ?? 1
  const across = size.width - room.left - room.right
  const down = size.height - room.top - room.bottom
  const x = (at: number) => room.left + (ticks.length < 2 ? across / 2 : (at / (ticks.length - 1)) * across)
  const y = (value: number) => room.top + (1 - value / top) * down
  const ends = nameHeights(
    lines.map(({ values }) => y(lastMeasured(values))),
    size.height - room.bottom,
  )
  // Never more labels than fit beside each other.
  const every = Math.max(1, Math.ceil(ticks.length / 5))
  return (
    <svg className="end-lines" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
      {steps.map((step) => (
        <g key={step}>
          <path className="end-lines-grid" d={`M${room.left} ${y(step)}H${size.width - room.right}`} />
          <text className="end-lines-tick" x={room.left - 6} y={y(step) + 4} textAnchor="end">
            {format(step)}
          </text>
        </g>
      ))}
      {ticks.map(
        (tick, at) =>
          at % every === 0 && (
            <text key={tick} className="end-lines-tick" x={x(at)} y={size.height - 4} textAnchor="middle">
              {tick}
            </text>
          ),
      )}
      {lines.map(({ label: name, values }, index) => (
        <g key={name} style={{ color: `var(--c-${index + 1})` }}>
          <path className="end-lines-line" d={pathOf(values, x, y)} />
          {values.map(
            (value, at) =>
              // The positions never change.
              value !== null && <circle key={at} className="end-lines-dot" cx={x(at)} cy={y(value)} r="2" />,
          )}
          <LineName name={name} x={size.width - room.right + 8} y={(ends[index] ?? 0) + 4} />
        </g>
      ))}
    </svg>
  )
}

type Scale = (value: number) => number

function pathOf(values: readonly (number | null)[], x: Scale, y: Scale): string {
  let pen = 'M'
  return values
    .map((value, at) => {
      if (value === null) {
        pen = 'M'
        return ''
      }
      const step = `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`
      pen = 'L'
      return step
    })
    .join('')
}
