import { KeyRound } from 'lucide-react'
import { leavesCertificateUnchecked } from '#shared/domain/leads/supabase/certificate.ts'
import { t } from '../../core/lib/texts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'

export type AccessKind = 'project' | 'database'

/** Choice between a project's key and a connection string. */
export function AccessKindField({ kind, onChange }: { kind: AccessKind; onChange: (kind: AccessKind) => void }) {
  const words = t.supabase
  return (
    <Segmented
      label={words.kind}
      value={kind}
      options={[
        { value: 'project', label: words.kinds.project },
        { value: 'database', label: words.kinds.database },
      ]}
      onChange={onChange}
    />
  )
}

type SecretProps = {
  kind: AccessKind
  /** Texts of the feature that asks for the access. */
  words: {
    readonly key: string
    readonly keyHint: string
    readonly connection: string
    readonly connectionHint: string
  }
  keyForm: string
  value: string
  onChange: (value: string) => void
}

/** Field for the key or connection string, with a warning if the connection would not verify the server. */
export function AccessSecretField({ kind, words, keyForm, value, onChange }: SecretProps) {
  const isProject = kind === 'project'
  return (
    <>
      <Field label={isProject ? words.key : words.connection} hint={isProject ? words.keyHint : words.connectionHint}>
        <TextInput
          secret
          mono
          icon={KeyRound}
          value={value}
          onChange={onChange}
          placeholder={isProject ? keyForm : 'postgresql://…'}
        />
      </Field>
      {!isProject && leavesCertificateUnchecked(value) && <Note tone="warn">{t.supabase.uncheckedText}</Note>}
    </>
  )
}
