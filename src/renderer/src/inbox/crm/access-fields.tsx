import type { CrmAccess, CrmSystem } from '#shared/contract/inbox/crm.ts'
import { t } from '../../core/lib/texts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'

/** CRM credentials as they are being typed. */
export type AccessDraft = {
  readonly token: string
  readonly address: string
  readonly clientId: string
  readonly clientSecret: string
}
export const noAccess: AccessDraft = { token: '', address: '', clientId: '', clientSecret: '' }

/** Returns the credentials; null while a field is missing. */
export function accessOf(kind: CrmSystem, draft: AccessDraft): CrmAccess | null {
  if (kind !== 'salesforce') return draft.token.trim() === '' ? null : { kind, token: draft.token.trim() }
  const { address, clientId, clientSecret } = draft
  if (address.trim() === '' || clientId.trim() === '' || clientSecret.trim() === '') return null
  return { kind, address: address.trim(), clientId: clientId.trim(), clientSecret: clientSecret.trim() }
}

type Props = { kind: CrmSystem; draft: AccessDraft; onDraft: (draft: AccessDraft) => void }

export function AccessFields({ kind, draft, onDraft }: Props) {
  const words = t.crm
  if (kind !== 'salesforce') {
    return (
      <Field label={words.token[kind]} hint={words.tokenHint[kind]}>
        <TextInput key={kind} secret mono value={draft.token} onChange={(token) => onDraft({ ...draft, token })} />
      </Field>
    )
  }
  return (
    <>
      <Field label={words.domain} hint={words.domainHint}>
        <TextInput value={draft.address} onChange={(address) => onDraft({ ...draft, address })} />
      </Field>
      <div className="crm-choices">
        <Field label={words.clientId}>
          <TextInput mono value={draft.clientId} onChange={(clientId) => onDraft({ ...draft, clientId })} />
        </Field>
        <Field label={words.clientSecret}>
          <TextInput
            secret
            mono
            value={draft.clientSecret}
            onChange={(clientSecret) => onDraft({ ...draft, clientSecret })}
          />
        </Field>
      </div>
      <p className="small text-3">{words.clientHint}</p>
    </>
  )
}
