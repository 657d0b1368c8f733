import './meter.css'
import type { Tone } from './badge.tsx'

/** Bar in a table row showing a share of a limit or of the maximum. Always beside its figure. */
export function Meter({ share, tone = 'accent' }: { share: number; tone?: Tone }) {
  return (
    <span className="meter" aria-hidden>
      <i className={`fill-${tone}`} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
    </span>
  )
}
