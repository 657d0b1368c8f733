import './events.css'
import type { EngagementScore } from '#shared/domain/events/engagement.ts'
import { scoreText } from './event-text.ts'

/** How far a lead got, as four bars and in words. */
export function Score({ score, quiet = false }: { score: EngagementScore; quiet?: boolean }) {
  return (
    <span className="row" title={scoreText(score)}>
      <span className="score-bars" aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <i key={step} className={step <= score ? 'is-on' : undefined} />
        ))}
      </span>
      <span className={quiet ? 'sr-only' : 'small'}>{scoreText(score)}</span>
    </span>
  )
}
