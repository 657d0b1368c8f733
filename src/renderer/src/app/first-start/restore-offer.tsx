import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { useRestore } from '../backups/use-restore.tsx'

/** Offers to restore a backup made on another computer in place of the empty store. */
export function RestoreOffer() {
  const { fromFile, dialog } = useRestore()
  return (
    <>
      <Button label={t.firstStart.restore} size="s" variant="quiet" action={fromFile} />
      {fromFile.error && <ErrorNote error={fromFile.error} />}
      {dialog}
    </>
  )
}
