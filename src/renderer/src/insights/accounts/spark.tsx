import { t } from '../../core/lib/texts.ts'
import { figure } from './account-words.ts'

const width = 52
const height = 18

/** A warmup score's last days as a line; days that were not read are left out. */
export function Spark({ scores }: { scores: readonly (number | null)[] }) {
  const points = scores.flatMap((score, at) => (score === null ? [] : [{ at, score }]))
  const [first] = points
  const last = points.at(-1)
  if (!first || !last || points.length < 2) return <span className="accounts-spark" />
  const x = (at: number) => 2 + (at / (scores.length - 1)) * (width - 4)
  const y = (score: number) => 2 + (1 - score / 100) * (height - 4)
  const line = points.map(({ at, score }) => `${x(at).toFixed(1)} ${y(score).toFixed(1)}`).join('L')
  return (
    <svg
      className="accounts-spark"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t.accounts.trend(figure(first.score), figure(last.score))}
    >
      <path d={`M${line}`} />
      <circle cx={x(last.at)} cy={y(last.score)} r="2" />
    </svg>
  )
}
