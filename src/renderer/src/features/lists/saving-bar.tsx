import { useState } from 'react'
import type { ImportDraft } from '#shared/contract/lists.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useEvent } from '../../lib/use-event.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'

/** How far saving is, with a way to stop it: nothing of it stays. */
export function SavingBar({ draft }: { draft: ImportDraft }) {
  const words = t.lists.import
  const [progress, setProgress] = useState({ rows: 0, share: 0 })
  useEvent('import.progress', ({ importId, phase, rows, share }) => {
    if (importId === draft.importId && phase === 'save') setProgress({ rows, share })
  })
  return (
    <div className="saving-bar">
      <b role="status">{words.savingTitle}</b>
      <ProgressBar share={progress.share} label={words.savingTitle} />
      <span className="tabular text-2">{words.saving(progress.rows, draft.rowCount)}</span>
      <Button size="s" onClick={() => void call('imports.cancel', { importId: draft.importId }).catch(() => {})}>
        {words.stopSaving}
      </Button>
    </div>
  )
}
