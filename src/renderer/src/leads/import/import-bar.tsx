import './import-bar.css'
import { Button } from '../../core/ui/button.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'

type Props = {
  /** What is in progress. */
  title: string
  strong?: boolean | undefined
  /** 0..1; null if unknown. */
  share: number | null
  /** Number of rows, in words. */
  rows: string
  /** Without it no button is shown. */
  onStop: (() => void) | null
  stopLabel: string
}

/** Progress of reading a file or saving it as a list, at the foot of the screen. Stopping discards everything. */
export function ImportBar({ title, strong, share, rows, onStop, stopLabel }: Props) {
  return (
    <div className="import-bar">
      <span className={strong ? 'bold ellipsis' : 'ellipsis'} role="status">
        {title}
      </span>
      <ProgressBar share={share} label={title} />
      <span className="tabular text-2">{rows}</span>
      {onStop && <Button label={stopLabel} size="s" onClick={onStop} />}
    </div>
  )
}
