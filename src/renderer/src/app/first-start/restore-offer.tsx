import { useState } from 'react'
import type { BackupPreview } from '#shared/contract/app/backups.ts'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { RestoreDialog } from '../backups/restore-dialog.tsx'

/** The way in for who comes from another computer: a copy made there takes the place of the empty store. */
export function RestoreOffer() {
  const [chosen, setChosen] = useState<BackupPreview | null>(null)
  const choose = useAction(async () => setChosen(await call('backups.chooseFile', {})))
  return (
    <>
      <Button size="s" variant="quiet" onClick={choose.run} busy={choose.busy}>
        {t.firstStart.restore}
      </Button>
      {choose.error && <ErrorNote error={choose.error} />}
      {chosen && <RestoreDialog preview={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}
