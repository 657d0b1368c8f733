import { useState } from 'react'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'

/** Asks for the passphrase if locked keys are the obstacle. */
export function UnlockButton() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button label={t.exports.unlockDialog.unlock} size="s" onClick={() => setOpen(true)} />
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
  return (
    <Dialog onClose={onClose} title={words.title} description={words.text}>
      <Form onSubmit={() => passphrase !== '' && unlock.run()} className="stack">
        <Field label={words.label}>
          <TextInput secret autoFocus value={passphrase} onChange={setPassphrase} />
        </Field>
        <FormFoot label={words.unlock} action={unlock} disabled={passphrase === ''} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
