import { useState } from 'react'
import type { LeadDetail, LeadEdit } from '#shared/contract/leads/lists.ts'
import { leadFields } from '#shared/domain/leads/import/mapping.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, Form, FormFoot, TextInput } from '../../core/ui/field.tsx'
import { correctLead } from './list-steps.ts'

type Entry = { readonly kind: LeadEdit['kind']; readonly name: string; readonly label: string; readonly value: string }

const entriesOf = (lead: LeadDetail): readonly Entry[] => [
  ...leadFields.map((name) => ({
    kind: 'field' as const,
    name,
    label: t.lists.fields[name],
    value: (name === 'email' ? lead.email : lead.fields[name]) ?? '',
  })),
  ...Object.entries(lead.variables).map(([name, value]) => ({
    kind: 'variable' as const,
    name,
    label: name,
    value: String(value),
  })),
]

type Props = { listId: ListId; lead: LeadDetail; onClose: () => void; onMoved: (leadId: LeadId) => void }

/** Form for correcting every field and variable of a lead; can be undone. */
export function EditLeadDialog({ listId, lead, onClose, onMoved }: Props) {
  const [entries] = useState(() => entriesOf(lead))
  const [values, setValues] = useState<readonly string[]>(() => entries.map(({ value }) => value))
  const words = t.listWork
  const save = useAction(async () => {
    const changes = entries.flatMap(({ kind, name, value: before }, at) => {
      const value = (values[at] ?? '').trim()
      // Kind and name come from the same entry.
      return value === before ? [] : [{ kind, name, value } as LeadEdit]
    })
    await correctLead(listId, lead.id, changes, (_from, to) => onMoved(to))
    onClose()
  })
  return (
    <Dialog onClose={onClose} title={words.editTitle}>
      <Form onSubmit={save.run} className="stack">
        <div className="edit-lead">
          {entries.map(({ kind, name, label }, at) => (
            <Field key={`${kind} ${name}`} label={label} hint={name === 'email' ? words.editAddressHint : undefined}>
              <TextInput
                autoFocus={at === 0}
                value={values[at] ?? ''}
                onChange={(value) => setValues(values.with(at, value))}
              />
            </Field>
          ))}
        </div>
        <p className="text-3 small">{words.editEmptyHint}</p>
        <FormFoot label={words.save} action={save} onClose={onClose} />
      </Form>
    </Dialog>
  )
}
