import './sum-line.css'
import type { Tone } from './badge.tsx'

type Props = {
  /** 0..1; null if nothing is known yet. */
  share: number | null
  /** What is progressing, for screen readers. */
  label: string
  tone?: Tone | undefined
}

/** A progress bar. Always beside its figures. */
export function ProgressBar({ share, label, tone = 'accent' }: Props) {
  const percent = share === null ? null : Math.min(100, Math.max(0, share * 100))
  return (
    <div
      className={percent === null ? 'progress progress-unknown' : 'progress'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === null ? undefined : Math.round(percent)}
    >
      <i className={`fill-${tone}`} style={{ width: `${percent ?? 50}%` }} />
    </div>
  )
}
