import { useState } from 'react'
import type { InboxThread } from '#shared/contract/inbox/inbox.ts'
import type { AppError } from '#shared/errors.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'

/** Assigns a conversation to a person, or to nobody; can be undone. */
export async function assignThread({ id, assignedTo }: InboxThread, to: string | null): Promise<void> {
  const threadIds = [id]
  await call('inbox.assign', { threadIds, to })
  pushUndo({
    words: () => t.inbox.acts.assigned,
    undo: () => call('inbox.assign', { threadIds, to: assignedTo }),
    redo: () => call('inbox.assign', { threadIds, to }),
  })
}

type Props = {
  assignedTo: string | null
  onChoose: (to: string | null) => void
  error: AppError | null
  busy: boolean
  onClose: () => void
}

/** Chooses who handles the conversation: the operator, or another person by name. */
export function AssignDialog({ assignedTo, onChoose, error, busy, onClose }: Props) {
  const [name, setName] = useState(assignedTo ?? '')
  return (
    <Dialog onClose={onClose} title={t.inbox.assignTitle}>
      <Form onSubmit={() => onChoose(name.trim() || null)} className="stack">
        <Field label={t.inbox.assignName}>
          <TextInput autoFocus value={name} onChange={setName} maxLength={100} />
        </Field>
        {error && <ErrorNote error={error} />}
        <div className="dialog-actions">
          <Button label={t.inbox.assignNobody} onClick={() => onChoose(null)} />
          <Button label={t.inbox.assignToMe} onClick={() => onChoose(t.inbox.me)} />
          <Button label={t.inbox.settings.save} type="submit" variant="primary" busy={busy} />
        </div>
      </Form>
    </Dialog>
  )
}
