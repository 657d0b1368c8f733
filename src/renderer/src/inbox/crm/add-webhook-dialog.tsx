import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Switch } from '../../core/ui/toggles.tsx'

/** Asks for a webhook's name and address, then shows its signing secret, once only. */
export function AddWebhookDialog({ workspaceId, onClose }: { workspaceId: WorkspaceId; onClose: () => void }) {
  const words = t.crm
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [privateNetwork, setPrivateNetwork] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const add = useAction(async () => {
    setSecret((await call('crm.addWebhook', { workspaceId, name, address, privateNetwork })).secret)
  })
  if (secret !== null) return <SecretDialog secret={secret} onClose={onClose} />
  return (
    <FormDialog
      title={words.addTitle}
      description={words.addText}
      action={add}
      label={words.addWebhook}
      ready={name.trim() !== '' && address.trim() !== ''}
      onClose={onClose}
    >
      <Field label={words.name}>
        <TextInput value={name} onChange={setName} autoFocus />
      </Field>
      <Field label={words.address} hint={words.addressHint}>
        <TextInput value={address} onChange={setAddress} />
      </Field>
      <Switch
        checked={privateNetwork}
        onChange={setPrivateNetwork}
        label={words.privateNetwork}
        hint={words.privateNetworkHint}
      />
    </FormDialog>
  )
}

function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const words = t.crm
  return (
    <Dialog
      onClose={onClose}
      title={words.secretTitle}
      description={words.secretText}
      width={520}
      actions={
        <>
          <Button label={words.copySecret} icon={Copy} onClick={() => copyText(secret)} />
          <Button label={words.done} variant="primary" onClick={onClose} />
        </>
      }
    >
      <code className="selectable">{secret}</code>
    </Dialog>
  )
}
