import type { Experiment, ExperimentResult } from '#shared/contract/exports/experiments.ts'
import { roundTicks } from '#shared/domain/core/round-ticks.ts'
import { performanceOf } from '#shared/domain/exports/experiments/goal-performance.ts'
import { wilsonInterval } from '#shared/domain/insights/analytics/performers.ts'
import { formatShare, t } from '../../core/lib/texts.ts'
import { Cut } from '../../core/ui/cut.tsx'

/** Each variant's rate with its confidence interval, all on one axis. */
export function RateRanges({ experiment, result }: { experiment: Experiment; result: ExperimentResult }) {
  const words = t.experiments.page
  const { goal } = experiment.plan
  const shown = result.variants.flatMap((variant) => {
    const { part, base } = performanceOf(variant, goal)
    if (base === 0) return []
    const rate = Math.min(part, base) / base
    return [{ name: variant.name, rate, ...wilsonInterval({ part: Math.min(part, base), base }) }]
  })
  if (shown.length === 0) return null
  const ticks = roundTicks(Math.max(...shown.map(({ high }) => high)), false).filter((tick) => tick <= 1)
  const end = Math.max(ticks.at(-1) ?? 1, ...shown.map(({ high }) => high))
  const at = (share: number) => `${(share / end) * 100}%`
  return (
    <figure className="rate-ranges">
      <ul aria-label={words.ranges(t.experiments.form.goals[goal])}>
        {shown.map(({ name, rate, low, high }, index) => (
          <li key={name}>
            <Cut as="b" text={name} />
            <span className="rate-ranges-axis" style={{ color: `var(--c-${index + 1})` }} aria-hidden>
              {ticks.map((tick) => (
                <i key={tick} className="rate-ranges-grid" style={{ left: at(tick) }} />
              ))}
              <i className="rate-ranges-bar" style={{ left: at(low), width: at(high - low) }} />
              <i className="rate-ranges-dot" style={{ left: at(rate) }} />
            </span>
            <span className="small tabular rate-ranges-words">
              {words.range(formatShare(rate), formatShare(low), formatShare(high))}
            </span>
          </li>
        ))}
      </ul>
      <div className="rate-ranges-ticks small tabular text-3" aria-hidden>
        <span className="rate-ranges-axis">
          {ticks.map((tick) => (
            <span key={tick} style={{ left: at(tick) }}>
              {formatShare(tick)}
            </span>
          ))}
        </span>
      </div>
      <figcaption className="small text-3">{words.rangesNote}</figcaption>
    </figure>
  )
}
