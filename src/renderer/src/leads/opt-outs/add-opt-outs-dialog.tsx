import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { clientsTogether, useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { ClientField } from '../../core/ui/client-field.tsx'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Switch } from '../../core/ui/switch.tsx'
import { TextArea } from '../../core/ui/text-input.tsx'

/** Adds opt-outs, many at once. Unreadable entries are shown and stay in the field for correction. */
export function AddOptOutsDialog({ onClose }: { onClose: () => void }) {
  const words = t.optOuts
  const clients = clientsTogether(useWorkspaces() ?? [])
  const current = useCurrentWorkspaceId()
  const usual = useQuery('optOuts.settings', {}).data?.scope === 'all'
  const [chosen, setChosen] = useState<WorkspaceId | null>(null)
  const [everyClient, setEveryClient] = useState<boolean | null>(null)
  const [text, setText] = useState('')
  const [unreadable, setUnreadable] = useState<readonly string[]>([])
  const workspaceId = chosen ?? current ?? clients[0]?.id ?? null
  const add = useAction(async () => {
    if (workspaceId === null) return
    const scope = (everyClient ?? usual) ? 'all' : 'client'
    const done = await call('optOuts.add', { workspaceId, scope, text })
    const ids = [...done.added]
    if (ids.length > 0) {
      const message = words.added(ids.length)
      pushUndo({ words: () => message, undo: () => call('optOuts.undo', { ids, undone: true }) }, message)
    } else if (done.known > 0) showToast(words.known(done.known), { tone: 'note' })
    setUnreadable(done.unreadable)
    if (done.unreadable.length === 0) onClose()
    else setText(done.unreadable.join('\n'))
  })
  return (
    <FormDialog
      title={words.addTitle}
      description={words.addText}
      action={add}
      label={words.add}
      ready={text.trim() !== '' && workspaceId !== null}
      onClose={onClose}
    >
      {current === null && workspaceId !== null && clients.length > 1 && (
        <ClientField label={words.client} clients={clients} value={workspaceId} onChange={setChosen} />
      )}
      <Field label={words.addresses}>
        <TextArea rows={7} value={text} onChange={setText} mono autoFocus />
      </Field>
      <Switch
        checked={everyClient ?? usual}
        onChange={setEveryClient}
        label={words.allClients}
        hint={words.allClientsHint}
      />
      {unreadable.length > 0 && (
        <Note tone="warn" role="alert">
          {words.unreadable(unreadable.slice(0, 3).join(' · '))}
        </Note>
      )}
    </FormDialog>
  )
}
