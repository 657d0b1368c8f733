import { useState } from 'react'
import { type WriteBack, type WriteBackPlace, writeBackPlaces } from '#shared/contract/insights/write-back.ts'
import type { SupabaseSource } from '#shared/contract/leads/supabase.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Checkbox, Segmented } from '../../core/ui/toggles.tsx'
import { AccessKindField, AccessSecretField } from '../../leads/supabase/access-fields.tsx'

type Props = { source: SupabaseSource; target: WriteBack | null; onClose: () => void }

/** Target, organization and key. An existing key is kept; a different key needs a new setup. */
export function SetUpDialog({ source, target, onClose }: Props) {
  const words = t.writeBack
  const [kind, setKind] = useState(source.kind)
  const [secret, setSecret] = useState('')
  const [place, setPlace] = useState<WriteBackPlace>(target?.place ?? 'own')
  const [organizationId, setOrganizationId] = useState(target?.organizationId ?? '')
  const [replyText, setReplyText] = useState(target?.replyText ?? false)
  const save = useAction(async () => {
    const choices = { place, organizationId, replyText }
    if (target) await call('writeBack.change', { id: target.id, ...choices })
    else {
      const access =
        kind === 'project' ? { kind, address: source.address, key: secret.trim() } : { kind, connection: secret.trim() }
      await call('writeBack.setUp', { sourceId: source.id, access, ...choices })
      showToast(words.saved)
    }
    onClose()
  })
  return (
    <FormDialog
      title={words.setUpTitle}
      description={words.setUpText}
      action={save}
      label={words.save}
      ready={target !== null || secret.trim() !== ''}
      onClose={onClose}
    >
      <Field label={words.place} hint={words.placeHints[place]}>
        <Segmented
          label={words.place}
          value={place}
          options={writeBackPlaces.map((value) => ({ value, label: words.places[value] }))}
          onChange={setPlace}
        />
      </Field>
      {!target && source.kind === 'project' && (
        <AccessKindField
          kind={kind}
          onChange={(next) => {
            setKind(next)
            setSecret('')
          }}
        />
      )}
      {!target && (
        <AccessSecretField kind={kind} words={words} keyForm="sb_secret_…" value={secret} onChange={setSecret} />
      )}
      <Field label={words.organization} hint={words.organizationHint}>
        <TextInput mono value={organizationId} onChange={setOrganizationId} maxLength={200} />
      </Field>
      <Checkbox checked={replyText} onChange={setReplyText} label={words.replyText} hint={words.replyTextHint} />
    </FormDialog>
  )
}
