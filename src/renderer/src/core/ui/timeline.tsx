import './timeline.css'
import type { ReactNode } from 'react'
import { Dot, type Tone } from './badge.tsx'

export type Moment = {
  readonly key: string
  readonly tone: Tone
  /** What happened. */
  readonly what: ReactNode
  /** When, and who it was for where that is in question. */
  readonly at: ReactNode
  /** Quiet lines below: in what it happened, and what was said or is to be known of it. */
  readonly where?: ReactNode
  readonly more?: ReactNode
}

/** What happened one after the other: a dot for each, in its colour. `wide`: times in a column of their own. */
export function Timeline({
  label,
  moments,
  wide = false,
}: {
  label: string
  moments: readonly Moment[]
  wide?: boolean
}) {
  return (
    <ol className={wide ? 'timeline timeline-wide' : 'timeline'} aria-label={label}>
      {moments.map(({ key, tone, what, at, where, more }) => {
        const when = <span className="timeline-at timeline-quiet">{at}</span>
        return (
          <li key={key}>
            <Dot tone={tone} />
            <div className="timeline-words">
              <span>{what}</span>
              {!wide && when}
              {where && <span className="timeline-quiet">{where}</span>}
              {more && <span className="timeline-quiet">{more}</span>}
            </div>
            {wide && when}
          </li>
        )
      })}
    </ol>
  )
}
