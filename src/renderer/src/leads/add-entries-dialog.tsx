import { type ReactNode, useState } from 'react'
import type { EntriesAdded } from '#shared/contract/leads/blocklist.ts'
import { useAction } from '../core/lib/backend.ts'
import { showToast } from '../core/stores/toasts.ts'
import { Field, TextArea } from '../core/ui/field.tsx'
import { FormDialog } from '../core/ui/form-dialog.tsx'
import { Note } from '../core/ui/note.tsx'

type Props<Id> = {
  words: {
    readonly addTitle: string
    readonly addText: string
    readonly add: string
    readonly known: (count: number) => string
    readonly unreadable: (entries: string) => string
  }
  label: string
  hint?: string
  /** Null while there is nowhere to add them. */
  add: ((text: string) => Promise<EntriesAdded<Id>>) | null
  /** Says how many were added, and offers to undo it. */
  onAdded: (ids: Id[]) => void
  onClose: () => void
  /** Fields before and after the text. */
  above?: ReactNode
  children: ReactNode
}

/** Most characters of an unreadable entry that the note shows. */
const ENTRY_SHOWN = 200

/** Adds entries, many at once. Unreadable ones are shown and stay in the field for correction. */
export function AddEntriesDialog<Id>({ words, label, hint, add, onAdded, onClose, above, children }: Props<Id>) {
  const [text, setText] = useState('')
  const [unreadable, setUnreadable] = useState<readonly string[]>([])
  const adding = useAction(async () => {
    if (add === null) return
    const done = await add(text)
    if (done.added.length > 0) onAdded([...done.added])
    else if (done.known > 0) showToast(words.known(done.known), { tone: 'note' })
    setUnreadable(done.unreadable)
    if (done.unreadable.length === 0) onClose()
    else setText(done.unreadable.join('\n'))
  })
  return (
    <FormDialog
      title={words.addTitle}
      description={words.addText}
      action={adding}
      label={words.add}
      ready={text.trim() !== '' && add !== null}
      onClose={onClose}
    >
      {above}
      <Field label={label} hint={hint}>
        <TextArea rows={7} value={text} onChange={setText} mono autoFocus />
      </Field>
      {children}
      {unreadable.length > 0 && (
        <Note tone="warn" role="alert">
          {words.unreadable(
            unreadable
              .slice(0, 3)
              .map((entry) => entry.slice(0, ENTRY_SHOWN))
              .join(' · '),
          )}
        </Note>
      )}
    </FormDialog>
  )
}
