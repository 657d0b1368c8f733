import { KeyRound, Link2 } from 'lucide-react'
import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'

type Props = { workspaceId: WorkspaceId; address?: string; onDone?: () => void; title?: string }

/** Address and token of a relay. The relay is asked before they are saved, and the webhook is registered at once. */
export function ConnectCard({ workspaceId, address: known = '', onDone, title }: Props) {
  const words = t.relay
  const [address, setAddress] = useState(known)
  const [token, setToken] = useState('')
  const ready = address.trim() !== '' && token.trim() !== ''
  const connect = useAction(async () => {
    const { name } = await call('relay.connect', { workspaceId, address: address.trim(), token: token.trim() })
    setToken('')
    showToast(words.connected(name))
    onDone?.()
    // Problems are shown with the webhook; the connection itself is saved without it.
    await call('relay.register', { workspaceId }).catch(() => {})
  })
  return (
    <Card title={title ?? words.connectTitle}>
      <Form className="stack" onSubmit={() => ready && connect.run()}>
        <p className="text-2">{words.connectText}</p>
        <Field label={words.address} hint={words.addressHint}>
          <TextInput
            value={address}
            onChange={setAddress}
            placeholder="https://relay.example.com"
            mono
            maxLength={500}
          />
        </Field>
        <Field label={words.token} hint={words.tokenHint}>
          <TextInput
            secret
            mono
            icon={KeyRound}
            value={token}
            onChange={setToken}
            placeholder="rly1.…"
            maxLength={300}
          />
        </Field>
        {connect.error && <ErrorNote error={connect.error} onAction={connect.run} />}
        <div className="row">
          <Button
            label={connect.busy ? words.connecting : words.connect}
            type="submit"
            variant="primary"
            icon={Link2}
            disabled={!ready}
            busy={connect.busy}
          />
          {onDone && <Button label={t.ui.cancel} onClick={onDone} />}
        </div>
      </Form>
    </Card>
  )
}
