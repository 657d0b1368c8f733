import { type FormEvent, useState } from 'react'
import type { InboxThread } from '#shared/contract/inbox/inbox.ts'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { did } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Field } from '../../core/ui/field.tsx'
import { TextInput } from '../../core/ui/text-input.tsx'

/** Who takes care of a conversation: the operator, or somebody by name. */
export function AssignDialog({ thread, onClose }: { thread: InboxThread; onClose: () => void }) {
  const [name, setName] = useState(thread.assignedTo ?? '')
  const assign = useAction(async (to: string | null) => {
    const threadIds = [thread.id]
    await call('inbox.assign', { threadIds, to })
    onClose()
    did({
      words: () => t.inbox.acts.assigned,
      undo: () => call('inbox.assign', { threadIds, to: thread.assignedTo }),
      redo: () => call('inbox.assign', { threadIds, to }),
    })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    assign.run(name.trim() || null)
  }
  return (
    <Dialog open onClose={onClose} title={t.inbox.assignTitle}>
      <form onSubmit={submit} className="stack">
        <Field label={t.inbox.assignName}>
          <TextInput autoFocus value={name} onChange={setName} maxLength={100} />
        </Field>
        {assign.error && <ErrorNote error={assign.error} />}
        <div className="dialog-actions">
          <Button onClick={() => assign.run(null)}>{t.inbox.assignNobody}</Button>
          <Button onClick={() => assign.run(t.inbox.me)}>{t.inbox.assignToMe}</Button>
          <Button type="submit" variant="primary" busy={assign.busy}>
            {t.inbox.settings.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
