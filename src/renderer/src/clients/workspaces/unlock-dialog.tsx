import { useState } from 'react'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'

/** Asks for the passphrase; waiting exports continue once it is correct. */
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
  return (
    <Form className="stack connect-form" onSubmit={() => passphrase && unlock.run()}>
      <Field label={t.vault.passphrase}>
        <TextInput secret value={passphrase} onChange={setPassphrase} autoFocus />
      </Field>
      <FormFoot label={t.vault.unlock} action={unlock} disabled={!passphrase} onClose={onClose} />
    </Form>
  )
}
