import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Switch } from '../../core/ui/switch.tsx'
import { TextArea } from '../../core/ui/text-input.tsx'

/** Adds addresses and domains, many at once. Unreadable entries are shown and stay in the field for correction. */
export function AddBlockedDialog({ workspaceId, onClose }: { workspaceId: WorkspaceId; onClose: () => void }) {
  const words = t.blocklist
  const [text, setText] = useState('')
  const [everyClient, setEveryClient] = useState(false)
  const [unreadable, setUnreadable] = useState<readonly string[]>([])
  const add = useAction(async () => {
    const done = await call('blocklist.add', { workspaceId, everyClient, text })
    const ids = [...done.added]
    if (ids.length > 0) {
      showToast(words.added(ids.length), {
        undo: () => void call('blocklist.remove', { ids, removed: true }).catch(() => {}),
      })
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
      ready={text.trim() !== ''}
      onClose={onClose}
    >
      <Field label={words.entries} hint={words.addHint}>
        <TextArea rows={7} value={text} onChange={setText} mono autoFocus />
      </Field>
      <Switch checked={everyClient} onChange={setEveryClient} label={words.everyClient} hint={words.everyClientHint} />
      {unreadable.length > 0 && (
        <Note tone="warn" role="alert">
          {words.unreadable(unreadable.slice(0, 3).join(' · '))}
        </Note>
      )}
    </FormDialog>
  )
}
