import { useState } from 'react'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { useEvent } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { ImportBar } from './import-bar.tsx'

/** Progress of saving, with a stop button; stopping discards everything saved so far. */
export function SavingBar({ draft }: { draft: ImportDraft }) {
  const words = t.lists.import
  const [progress, setProgress] = useState({ rows: 0, share: 0 })
  useEvent('import.progress', ({ importId, phase, rows, share }) => {
    if (importId === draft.importId && phase === 'save') setProgress({ rows, share })
  })
  return (
    <ImportBar
      title={words.savingTitle}
      strong
      share={progress.share}
      rows={words.saving(progress.rows, draft.rowCount)}
      importId={draft.importId}
      stopLabel={words.stopSaving}
    />
  )
}
