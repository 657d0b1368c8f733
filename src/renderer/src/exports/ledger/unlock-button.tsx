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
      <Button label={t.exports.unlockDialog.unlock} size={size} onClick={() => setOpen(true)} />
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
          <Button label={t.ui.cancel} onClick={onClose} />
          <Button
            label={words.unlock}
            type="submit"
            variant="primary"
            busy={unlock.busy}
            disabled={passphrase === ''}
          />
        </div>
      </form>
    </Dialog>
  )
}
