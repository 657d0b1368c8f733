import { sequenceLanguages } from '#shared/domain/campaigns/copy/sequence.ts'
import { t } from '../../core/lib/texts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import type { SequenceForm } from './sequence-edits.ts'

type Props = {
  form: SequenceForm
  edit: (change: Partial<SequenceForm>) => void
  isNew: boolean
  /** Whether the field says that the template needs a name. */
  nameMissing: boolean
}

/** Name, client, language and industry of a template. */
export function SequenceDetails({ form, edit, isNew, nameMissing }: Props) {
  const words = t.sequences
  const clients = useWorkspaces() ?? []
  return (
    <Card title={words.details}>
      <div className="sequence-details">
        <Field label={words.name} error={nameMissing ? words.nameEmpty : undefined}>
          <TextInput value={form.name} maxLength={120} autoFocus={isNew} onChange={(name) => edit({ name })} />
        </Field>
        <Field label={words.whose}>
          <Select
            value={form.workspaceId}
            options={[
              { value: null, label: words.everyClient },
              ...clients.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(workspaceId) => edit({ workspaceId })}
          />
        </Field>
        <Field label={words.language}>
          <Select
            value={form.language}
            options={[
              { value: null, label: words.noLanguage },
              ...sequenceLanguages.map((value) => ({ value, label: t.inbox.languages[value] })),
            ]}
            onChange={(language) => edit({ language })}
          />
        </Field>
        <Field label={words.industry}>
          <TextInput
            value={form.industry}
            maxLength={60}
            placeholder={words.industryHint}
            onChange={(industry) => edit({ industry })}
          />
        </Field>
      </div>
    </Card>
  )
}
