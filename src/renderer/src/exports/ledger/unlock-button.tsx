import { type FormEvent, useState } from 'react'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Field } from '../../core/ui/field.tsx'
import { TextInput } from '../../core/ui/text-input.tsx'

/** Asks for the passphrase where locked keys are in the way. */
export function UnlockButton({ size = 's' }: { size?: 's' | 'm' }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size={size} onClick={() => setOpen(true)}>
        {t.exports.unlockDialog.unlock}
      </Button>
      {open && <UnlockForm onClose={() => setOpen(false)} />}
    </>
  )
}

function UnlockForm({ onClose }: { onClose: () => void }) {
  const words = t.exports.unlockDialog
  const [passphrase, setPassphrase] = useState('')
  const unlock = useAction(async () => {
    await call('vault.unlock', { passphrase })
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase !== '') unlock.run()
  }
  return (
    <Dialog open onClose={onClose} title={words.title} description={words.text}>
      <form onSubmit={submit} className="stack">
        <Field label={words.label}>
          <TextInput secret autoFocus value={passphrase} onChange={setPassphrase} />
        </Field>
        {unlock.error && <ErrorNote error={unlock.error} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.ui.cancel}</Button>
          <Button type="submit" variant="primary" busy={unlock.busy} disabled={passphrase === ''}>
            {words.unlock}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
