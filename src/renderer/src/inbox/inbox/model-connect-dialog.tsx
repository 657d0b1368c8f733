import { useState } from 'react'
import type { ModelState } from '#shared/contract/inbox/inbox-model.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Switch } from '../../core/ui/toggles.tsx'

type Props = { connection: ModelState['connection']; onClose: () => void }

/** Address, model and key. Saving them does not switch anything on. */
export function ModelConnectDialog({ connection, onClose }: Props) {
  const words = t.inboxModel
  const [address, setAddress] = useState(connection?.address ?? '')
  const [model, setModel] = useState(connection?.model ?? '')
  const [key, setKey] = useState('')
  const [privateNetwork, setPrivateNetwork] = useState(connection?.privateNetwork ?? false)
  const masked = connection?.masked ?? ''
  const keep = useAction(async () => {
    // An empty field keeps the existing key.
    await call('inboxModel.connect', { address, model, key: key === '' && masked ? null : key, privateNetwork })
    onClose()
  })
  return (
    <FormDialog
      title={connection ? words.change : words.connect}
      action={keep}
      label={words.keep}
      ready={address.trim() !== '' && model.trim() !== ''}
      onClose={onClose}
    >
      <Field label={words.address} hint={words.addressHint}>
        <TextInput value={address} onChange={setAddress} autoFocus maxLength={500} />
      </Field>
      <Switch
        checked={privateNetwork}
        onChange={setPrivateNetwork}
        label={words.privateNetwork}
        hint={words.privateNetworkHint}
      />
      <Field label={words.model} hint={words.modelHint}>
        <TextInput value={model} onChange={setModel} maxLength={200} />
      </Field>
      <Field label={words.key} hint={masked ? words.keyKept(masked) : words.keyHint}>
        <TextInput secret value={key} onChange={setKey} maxLength={1_000} />
      </Field>
    </FormDialog>
  )
}
