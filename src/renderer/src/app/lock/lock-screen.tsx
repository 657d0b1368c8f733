import './lock.css'
import { FolderOpen, LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import type { LockState } from '#shared/contract/app/lock.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { useHidden } from './lock-now.ts'

/** The only screen while the window is locked. */
export function LockScreen({ state }: { state: LockState }) {
  const words = t.lock
  const [passphrase, setPassphrase] = useState('')
  const [forgotten, setForgotten] = useState(state.damaged)
  const unlock = useAction(async () => {
    await call('lock.unlock', { passphrase })
    useHidden.setState({ hidden: false })
  })
  const open = useAction(() => call('app.openLink', { link: 'data_folder' }))
  return (
    <main className="lock-screen">
      <Icon of={LockKeyhole} size={28} />
      <h1>{words.locked}</h1>
      <p className="text-2">{words.goesOn}</p>
      <Form className="lock-form" onSubmit={() => passphrase && unlock.run()}>
        <Field label={words.passphrase}>
          <TextInput secret size="l" value={passphrase} onChange={setPassphrase} autoFocus />
        </Field>
        {unlock.error && <ErrorNote error={unlock.error} />}
        <Button
          label={unlock.busy ? words.unlocking : words.unlock}
          type="submit"
          variant="primary"
          size="l"
          wide
          disabled={!passphrase}
          busy={unlock.busy}
        />
        {!forgotten && <Button label={words.forgotten} variant="quiet" onClick={() => setForgotten(true)} />}
      </Form>
      {forgotten && (
        <Card title={words.forgotten}>
          <div className="stack">
            <p>{words.forgottenText}</p>
            <p className="mono small lock-file">{state.file}</p>
            <p className="text-2 small">{words.protects}</p>
            {open.error && <ErrorNote error={open.error} />}
            <div className="row">
              <Button label={words.openFolder} icon={FolderOpen} action={open} />
            </div>
          </div>
        </Card>
      )}
    </main>
  )
}
