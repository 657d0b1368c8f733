import './import-bar.css'
import { call } from '../../core/lib/backend.ts'
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
  /** Import to stop; without it no button is shown. */
  importId: string | null
  stopLabel: string
}

/** Progress of reading a file or saving it as a list, at the foot of the screen. Stopping discards everything. */
export function ImportBar({ title, strong, share, rows, importId, stopLabel }: Props) {
  return (
    <div className="import-bar">
      <span className={strong ? 'bold ellipsis' : 'ellipsis'} role="status">
        {title}
      </span>
      <ProgressBar share={share} label={title} />
      <span className="tabular text-2">{rows}</span>
      {importId !== null && (
        <Button label={stopLabel} size="s" onClick={() => void call('imports.cancel', { importId }).catch(() => {})} />
      )}
    </div>
  )
}
