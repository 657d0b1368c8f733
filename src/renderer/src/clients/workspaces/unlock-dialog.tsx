import { type FormEvent, useState } from 'react'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Field } from '../../core/ui/field.tsx'
import { TextInput } from '../../core/ui/text-input.tsx'

/** Asks for the passphrase; waiting exports go on once it is right. */
export function UnlockDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={t.vault.unlockTitle} description={t.vault.unlockText}>
      <UnlockForm onClose={onClose} />
    </Dialog>
  )
}

function UnlockForm({ onClose }: { onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('')
  const unlock = useAction(async () => {
    await call('vault.unlock', { passphrase })
    showToast(t.vault.unlocked)
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase) unlock.run()
  }
  return (
    <form className="connect-form" onSubmit={submit}>
      <Field label={t.vault.passphrase}>
        <TextInput secret value={passphrase} onChange={setPassphrase} autoFocus />
      </Field>
      {unlock.error && <ErrorNote error={unlock.error} />}
      <div className="dialog-actions">
        <Button label={t.ui.cancel} onClick={onClose} />
        <Button label={t.vault.unlock} type="submit" variant="primary" disabled={!passphrase} busy={unlock.busy} />
      </div>
    </form>
  )
}
