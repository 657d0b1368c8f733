import { type FormEvent, useState } from 'react'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Field } from '../../core/ui/field.tsx'
import { TextInput } from '../../core/ui/text-input.tsx'

/** Another name for a list, with a way back. */
export function RenameDialog({ list, onClose }: { list: LeadList; onClose: () => void }) {
  const [name, setName] = useState(list.name)
  const words = t.lists.renameDialog
  const typed = name.trim()
  const wrong = typed === '' ? words.empty : typed.length > 120 ? words.tooLong : undefined
  const rename = useAction(async () => {
    await call('lists.rename', { listId: list.id, name: typed })
    onClose()
    pushUndo(
      {
        words: () => t.undo.acts.listName(typed),
        undo: () => call('lists.rename', { listId: list.id, name: list.name }),
        redo: () => call('lists.rename', { listId: list.id, name: typed }),
      },
      t.lists.page.renamed(typed),
    )
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed === list.name) onClose()
    else if (!wrong) rename.run()
  }
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <form onSubmit={submit} className="stack">
        <Field label={words.label} error={wrong}>
          <TextInput autoFocus value={name} onChange={setName} onFocus={(event) => event.target.select()} />
        </Field>
        {rename.error && <ErrorNote error={rename.error} />}
        <div className="dialog-actions">
          <Button label={t.ui.cancel} onClick={onClose} />
          <Button label={words.save} type="submit" variant="primary" disabled={Boolean(wrong)} busy={rename.busy} />
        </div>
      </form>
    </Dialog>
  )
}
