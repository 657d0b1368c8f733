import { FolderInput } from 'lucide-react'
import { useState } from 'react'
import type { ClientFolder } from '#shared/contract/app/client-data.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatDate, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'

/** Imports a client exported by another Sendoff; shows what the folder contains first. */
export function ImportClient() {
  const words = t.clientData
  const [found, setFound] = useState<ClientFolder | null>(null)
  const rows = useQuery('clientData.state', {}).data?.importing?.rows ?? null
  const look = useAction(async () => setFound(await call('clientData.look', {})))
  const take = useAction(async (folder: string) => {
    const { workspaceId } = await call('clientData.import', { folder })
    setFound(null)
    showToast(words.imported)
    go(`/settings/workspaces/${workspaceId}`)
  })
  const close = () => {
    if (take.busy) void call('clientData.cancel', {})
    take.clear()
    setFound(null)
  }
  const error = take.error?.code === 'CANCELLED' ? null : take.error
  return (
    <>
      <Button label={words.import} icon={FolderInput} action={look} />
      {look.error && (
        <Dialog onClose={look.clear} title={words.importTitle} width={520}>
          <ErrorNote error={look.error} onAction={look.clear} actionLabel={t.ui.close} />
        </Dialog>
      )}
      {found && (
        <Dialog
          onClose={close}
          width={520}
          title={words.importTitle}
          description={words.importText(found.name, formatDate(found.madeAt), found.rows)}
          closeLabel={t.ui.cancel}
          actions={
            <Button label={words.importAct} variant="primary" busy={take.busy} onClick={() => take.run(found.folder)} />
          }
        >
          <div className="stack">
            <p className="text-2">{words.importMeans}</p>
            {take.busy && rows !== null && <p role="status">{words.importing(rows)}</p>}
            {error && <ErrorNote error={error} />}
          </div>
        </Dialog>
      )}
    </>
  )
}
