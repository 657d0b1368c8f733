import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { useRestore } from '../backups/use-restore.tsx'

/** The way in for who comes from another computer: a copy made there takes the place of the empty store. */
export function RestoreOffer() {
  const { fromFile, dialog } = useRestore()
  return (
    <>
      <Button size="s" variant="quiet" onClick={fromFile.run} busy={fromFile.busy}>
        {t.firstStart.restore}
      </Button>
      {fromFile.error && <ErrorNote error={fromFile.error} />}
      {dialog}
    </>
  )
}
