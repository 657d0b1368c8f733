import { useState } from 'react'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'

/** Renames a list; can be undone. */
export function RenameDialog({ list, onClose }: { list: LeadList; onClose: () => void }) {
  const [name, setName] = useState(list.name)
  const words = t.lists.renameDialog
  const typed = name.trim()
  const wrong = typed === '' ? words.empty : typed.length > 120 ? words.tooLong : undefined
  const rename = useAction(async () => {
    await call('lists.rename', { listId: list.id, name: typed })
    onClose()
    pushUndo({
      words: () => t.undo.acts.listName(typed),
      undo: () => call('lists.rename', { listId: list.id, name: list.name }),
      redo: () => call('lists.rename', { listId: list.id, name: typed }),
      toast: t.lists.page.renamed(typed),
    })
  })
  const submit = () => {
    if (typed === list.name) onClose()
    else if (!wrong) rename.run()
  }
  return (
    <Dialog onClose={onClose} title={words.title}>
      <Form onSubmit={submit} className="stack">
        <Field label={words.label} error={wrong}>
          <TextInput autoFocus value={name} onChange={setName} onFocus={(event) => event.target.select()} />
        </Field>
        <FormFoot label={words.save} action={rename} disabled={Boolean(wrong)} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
