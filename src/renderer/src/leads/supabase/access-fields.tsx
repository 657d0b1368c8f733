import { KeyRound } from 'lucide-react'
import { leavesCertificateUnchecked } from '#shared/domain/leads/supabase/certificate.ts'
import { t } from '../../core/lib/texts.ts'
import { Field } from '../../core/ui/field.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Segmented } from '../../core/ui/segmented.tsx'
import { TextInput } from '../../core/ui/text-input.tsx'

export type AccessKind = 'project' | 'database'

/** Whether a project's key is given or a connection string. */
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
  /** What it is for, in the words of the feature that asks. */
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

/** The key or the connection string itself, with a word where the connection would trust anybody. */
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
