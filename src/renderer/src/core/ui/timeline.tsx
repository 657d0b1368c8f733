import './timeline.css'
import type { ReactNode } from 'react'
import { Dot, type Tone } from './badge.tsx'

export type Moment = {
  readonly key: string
  readonly tone: Tone
  readonly what: ReactNode
  /** The time, and the client where that could be unclear. */
  readonly at: ReactNode
  /** Secondary lines below: where it happened, and its text or details. */
  readonly where?: ReactNode
  readonly more?: ReactNode
}

type Props = { label: string; moments: readonly Moment[]; wide?: boolean }

/** A list of events in order, with a coloured dot for each. `wide`: times are in a separate column. */
export function Timeline({ label, moments, wide = false }: Props) {
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
