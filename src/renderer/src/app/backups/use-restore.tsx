import { useState } from 'react'
import type { BackupPreview } from '#shared/contract/app/backups.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { RestoreDialog } from './restore-dialog.tsx'

/** Lets the operator choose a known backup or any file, and asks before it replaces the store. */
export function useRestore() {
  const [chosen, setChosen] = useState<BackupPreview | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  const look = useAction(async (path: string) => {
    setAsked(path)
    setChosen(await call('backups.look', { path }))
  })
  const fromFile = useAction(async () => setChosen(await call('backups.chooseFile', {})))
  return {
    look,
    /** Backup being read, which takes a moment if it is large. */
    looking: look.busy ? asked : null,
    fromFile,
    dialog: chosen && <RestoreDialog preview={chosen} onClose={() => setChosen(null)} />,
  }
}
