import './meter.css'
import type { Tone } from './badge.tsx'

/** A part of a limit or of the most, in a row of a table. Stands beside its figure, which says the same. */
export function Meter({ share, tone = 'accent' }: { share: number; tone?: Tone }) {
  return (
    <span className="meter" aria-hidden>
      <i className={`fill-${tone}`} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
    </span>
  )
}
