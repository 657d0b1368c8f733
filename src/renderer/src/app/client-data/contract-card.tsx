import { FolderOutput, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { linesOfEarlier } from '../backups/earlier-copies.tsx'

/** What to do with a client when its contract ends: export everything as files, then delete it. */
export function ContractCard({ workspace }: { workspace: Workspace }) {
  const words = t.clientData
  const [deleting, setDeleting] = useState(false)
  const state = useQuery('clientData.state', {}).data
  const exporting = state?.exporting?.workspaceId === workspace.id ? state.exporting : null
  const save = useAction(async () => {
    const made = await call('clientData.export', { workspaceId: workspace.id })
    if (made) showToast(words.exported(made.rows, made.files))
  })
  const isCancelled = save.error?.code === 'CANCELLED'
  return (
    <Card title={words.title}>
      <div className="stack">
        <p className="text-2">{words.text}</p>
        {save.error && !isCancelled && <ErrorNote error={save.error} onAction={save.clear} actionLabel={t.ui.close} />}
        <div className="contract-row">
          <p className="text-2 small">{exporting ? words.exporting(exporting.rows) : words.exportHint}</p>
          {exporting ? (
            <Button label={words.cancel} onClick={() => void call('clientData.cancel', {})} />
          ) : (
            <Button label={words.export} icon={FolderOutput} action={save} />
          )}
        </div>
        <div className="contract-row">
          <p className="text-2 small">{words.deleteHint}</p>
          <Button
            label={words.delete}
            variant="danger"
            icon={Trash2}
            onClick={() => setDeleting(true)}
            disabled={exporting !== null}
          />
        </div>
      </div>
      {deleting && <DeleteClientDialog workspace={workspace} onClose={() => setDeleting(false)} />}
    </Card>
  )
}

type Props = { workspace: Pick<Workspace, 'id' | 'name'>; onClose: () => void }

/** Shows what is deleted and what is kept, and asks for the client's name to confirm. */
export function DeleteClientDialog({ workspace: { id, name }, onClose }: Props) {
  const words = t.clientData
  const [typed, setTyped] = useState('')
  const earlier = useQuery('backups.earlier', {}).data
  const remove = useAction(async () => {
    const removal = await call('clientData.remove', { workspaceId: id, typed })
    // The page of a deleted client has nothing to show, so this leads to the receipt.
    go(`/settings/data/deleted/${removal.id}`)
  })
  return (
    <FormDialog
      onClose={onClose}
      width={560}
      title={words.deleteTitle(name)}
      description={words.deleteText}
      closeLabel={words.keep}
      action={remove}
      label={words.act}
      variant="danger"
      ready={typed.trim() === name}
    >
      <div>
        <b>{words.stays}</b>
        <ul className="contract-stays">
          {words.staysLines.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {earlier && linesOfEarlier(earlier).map((line) => <li key={line}>{line}</li>)}
        </ul>
      </div>
      <Field label={words.type(name)}>
        <TextInput value={typed} onChange={setTyped} maxLength={80} />
      </Field>
    </FormDialog>
  )
}
