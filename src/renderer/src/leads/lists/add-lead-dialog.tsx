import { useState } from 'react'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import { type LeadField, leadFields } from '#shared/domain/leads/import/mapping.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { offerUndoImport } from '../import/undo-import.ts'

/** Fields that are always offered; others only if the list has them. */
const usual: ReadonlySet<LeadField> = new Set(['email', 'first_name', 'last_name', 'company_name', 'job_title'])
const noAddress: ReadonlySet<string> = new Set(['bad_syntax', 'masked', 'no_address'])

/** Form for adding a lead with the fields and variables of its list; the checks run while typing. */
export function AddLeadDialog({ list, onClose }: { list: LeadList; onClose: () => void }) {
  const words = t.listWork.addLead
  const columns = useQuery('lists.columns', { listId: list.id }).data
  const [fields, setFields] = useState<Partial<Record<LeadField, string>>>({})
  const [variables, setVariables] = useState<Readonly<Record<string, string>>>({})
  const known = (columns?.others ?? []).flatMap((id) => parseColumnKey(id) ?? [])
  const names = known.flatMap(({ kind, name }) => (kind === 'variable' ? [name] : []))
  const offered = leadFields.filter(
    (field) => usual.has(field) || known.some(({ kind, name }) => kind === 'field' && name === field),
  )
  const filled = Object.fromEntries(Object.entries(variables).filter(([, value]) => value.trim() !== ''))
  const email = useDebounced(fields.email?.trim() ?? '', 150)
  const asked = useQuery('lists.checkLead', email === '' ? null : { listId: list.id, fields: { email }, variables: {} })
  const gate = email === '' ? undefined : asked.data?.gate
  const isBad = gate !== undefined && noAddress.has(gate)
  const isListed = gate === 'already_in_list'
  const why = gate === undefined ? '' : t.lists.gates[gate].word
  const add = useAction(async () => {
    const saved = await call('lists.addLead', { listId: list.id, fields, variables: filled })
    const message = gate === undefined || gate === 'ready' ? words.added(email) : words.addedExcluded(email, why)
    offerUndoImport(saved, 1, message)
    onClose()
  })
  return (
    <FormDialog
      title={words.title}
      description={words.text}
      action={add}
      label={words.add}
      ready={gate !== undefined && !isBad && !isListed && email === fields.email?.trim()}
      onClose={onClose}
    >
      <div className="edit-lead">
        {offered.map((field) => (
          <Field
            key={field}
            label={t.lists.fields[field]}
            error={field !== 'email' ? undefined : isListed ? words.listed : isBad ? words.notAnAddress : undefined}
            hint={
              field !== 'email' || gate === undefined ? undefined : gate === 'ready' ? words.ready : words.willBe(why)
            }
          >
            <TextInput
              autoFocus={field === 'email'}
              type={field === 'email' ? 'email' : 'text'}
              value={fields[field] ?? ''}
              onChange={(value) => setFields({ ...fields, [field]: value })}
            />
          </Field>
        ))}
        {names.map((name) => (
          <Field key={`variable ${name}`} label={name}>
            <TextInput
              value={Object.hasOwn(variables, name) ? (variables[name] ?? '') : ''}
              onChange={(value) => setVariables({ ...variables, [name]: value })}
            />
          </Field>
        ))}
      </div>
    </FormDialog>
  )
}
