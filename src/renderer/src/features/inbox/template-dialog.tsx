import { type FormEvent, useState } from 'react'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { showToast } from '../../stores/toasts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'

/** A name for a text that is to be used again. */
export function TemplateDialog({ text, onClose }: { text: string; onClose: () => void }) {
  const [name, setName] = useState('')
  const save = useAction(async () => {
    await call('inbox.saveTemplate', { id: null, name: name.trim(), text: text.trim() })
    showToast(t.inbox.templateSaved(name.trim()))
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') save.run()
  }
  return (
    <Dialog open onClose={onClose} title={t.inbox.saveAsTemplate}>
      <form onSubmit={submit} className="stack">
        <Field label={t.inbox.templateName}>
          <TextInput autoFocus value={name} onChange={setName} maxLength={100} />
        </Field>
        {save.error && <ErrorNote error={save.error} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.ui.cancel}</Button>
          <Button type="submit" variant="primary" busy={save.busy} disabled={name.trim() === ''}>
            {t.inbox.settings.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
