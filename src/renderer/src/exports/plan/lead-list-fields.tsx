import type { LeadListChoice } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import type { PlanForm, PlanProblem } from './plan-form.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  problems: readonly PlanProblem[]
  lists: readonly LeadListChoice[] | undefined
}

/** Lead list at Instantly as the target: a new one by name, or an existing one. */
export function LeadListFields(props: Props) {
  const words = t.exportTargets.plan
  const { form, edit } = props
  return (
    <div className="stack plan-tight">
      <div className="row">
        <Segmented
          label={words.listKind}
          value={form.listKind}
          options={[
            { value: 'new', label: words.listNew },
            { value: 'existing', label: words.listExisting },
          ]}
          onChange={(listKind) => edit({ listKind })}
        />
      </div>
      {form.listKind === 'new' ? <NewName {...props} /> : <Existing {...props} />}
      <Note title={words.meansTitle}>{words.means}</Note>
    </div>
  )
}

function NewName({ form, edit, problems, lists }: Props) {
  const words = t.exportTargets.plan
  const taken = lists?.some(({ name }) => name === form.name.trim())
  const error = problems.includes('name_empty')
    ? words.nameEmpty
    : problems.includes('name_long')
      ? t.exports.plan.nameTooLong
      : undefined
  return (
    <Field label={words.name} error={error} hint={taken ? words.nameTaken : undefined}>
      <TextInput value={form.name} onChange={(name) => edit({ name })} />
    </Field>
  )
}

function Existing({ form, edit, problems, lists }: Props) {
  const words = t.exportTargets.plan
  const error = problems.includes('list_missing')
    ? words.listMissing
    : problems.includes('list_gone')
      ? words.listGone
      : undefined
  const hint = lists ? (lists.length === 0 ? words.listsNone : words.skipAlways) : words.listsUnread
  return (
    <Field label={words.list} error={error} hint={hint}>
      <Select
        value={form.leadListId}
        placeholder={words.listChoose}
        disabled={!lists || lists.length === 0}
        searchable
        options={(lists ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(leadListId) => edit({ leadListId })}
      />
    </Field>
  )
}
