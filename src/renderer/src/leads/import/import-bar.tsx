import './import-bar.css'
import { call } from '../../core/lib/call.ts'
import { Button } from '../../core/ui/button.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'

type Props = {
  /** What is under way. */
  title: string
  strong?: boolean | undefined
  /** 0..1; null where nothing is known yet. */
  share: number | null
  /** How many rows, in words. */
  rows: string
  /** What its button stops; without it there is no button. */
  importId: string | null
  stopLabel: string
}

/** How far a file is, being read or saved as a list, at the foot of the screen; stopped, nothing of it stays. */
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
