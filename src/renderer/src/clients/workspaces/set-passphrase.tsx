import './workspaces.css'
import { useState } from 'react'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'

/** Sets the passphrase on a system without a keychain, and explains why it is needed. */
export function SetPassphrase() {
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [asked, setAsked] = useState(false)
  const tooShort = passphrase.length < 8
  const differ = passphrase !== again
  const set = useAction(() => call('vault.setPassphrase', { passphrase }))
  const submit = () => {
    setAsked(true)
    if (!tooShort && !differ) set.run()
  }
  return (
    <Form className="stack connect-form" onSubmit={submit}>
      <Note tone="info">{t.vault.why}</Note>
      <Field label={t.vault.passphrase} hint={t.vault.hint} error={asked && tooShort ? t.vault.tooShort : undefined}>
        <TextInput secret size="l" value={passphrase} onChange={setPassphrase} autoFocus />
      </Field>
      <Field label={t.vault.again} error={asked && !tooShort && differ ? t.vault.differ : undefined}>
        <TextInput secret size="l" value={again} onChange={setAgain} />
      </Field>
      <p className="text-3 small">{t.vault.forget}</p>
      {set.error && <ErrorNote error={set.error} onAction={set.run} />}
      <Button label={t.vault.set} variant="primary" size="l" shortcut="mod+enter" type="submit" busy={set.busy} wide />
    </Form>
  )
}
