import { FileText, Filter, ShieldCheck, ShieldOff, SlidersHorizontal, Tag as TagIcon, X } from 'lucide-react'
import { useState } from 'react'
import type { ListColumns, Tag } from '#shared/contract/leads/lists.ts'
import { valueFaults } from '#shared/domain/campaigns/copy/coverage.ts'
import { type ColumnFilter, filterOps, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import '../../core/ui/button.css'
import { Button, Icon } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { Menu, type MenuItem } from '../../core/ui/menu.tsx'
import { Select } from '../../core/ui/select.tsx'
import { columnName } from './lead-columns.tsx'

/** Filters besides gate and search. */
export type Narrowed = {
  readonly importId: number | null
  readonly tagId: number | null
  readonly where: readonly ColumnFilter[]
}
export const notNarrowed: Narrowed = { importId: null, tagId: null, where: [] }
const MAX_CONDITIONS = 5
/** Column with the lawful basis that a file gives for a lead. */
const basis = 'consent:basis'

type Props = {
  columns: ListColumns
  tags: readonly Tag[]
  value: Narrowed
  onChange: (value: Narrowed) => void
}

/** Button to filter the rows by file, tag or column. */
export function FilterMenu({ columns, tags, value, onChange }: Props) {
  const words = t.listWork.filters
  const [asking, setAsking] = useState(false)
  const files: readonly MenuItem[] = columns.sources.map(({ importId, fileName, rowCount }) => ({
    label: fileName,
    icon: FileText,
    after: <span className="text-3 push">{formatNumber(rowCount)}</span>,
    chosen: value.importId === importId,
    onSelect: () => onChange({ ...value, importId }),
  }))
  const ofTags: readonly MenuItem[] = tags.map(({ id, name, leads }) => ({
    label: name,
    icon: TagIcon,
    after: <span className="text-3 push">{formatNumber(leads)}</span>,
    chosen: value.tagId === id,
    onSelect: () => onChange({ ...value, tagId: id }),
  }))
  const hasConsent = columns.others.includes(basis)
  const ofConsent: readonly MenuItem[] = (['empty', 'filled'] as const).map((op) => ({
    label: op === 'empty' ? t.listWork.consent.missing : t.listWork.consent.kept,
    icon: op === 'empty' ? ShieldOff : ShieldCheck,
    chosen: value.where.some((filter) => filter.column === basis && filter.op === op),
    onSelect: () =>
      onChange({
        ...value,
        where: [
          ...value.where.filter(({ column }) => column !== basis).slice(0, MAX_CONDITIONS - 1),
          { column: basis, op, value: '' },
        ],
      }),
  }))
  const items: readonly MenuItem[] = [
    {
      label: words.byColumn,
      icon: SlidersHorizontal,
      disabled: value.where.length >= MAX_CONDITIONS,
      onSelect: () => setAsking(true),
    },
    ...(hasConsent ? (['line', ...ofConsent] as const) : []),
    ...(columns.sources.length > 1 ? (['line', ...files] as const) : []),
    ...(tags.length > 0 ? (['line', ...ofTags] as const) : []),
  ]
  const isOnlyColumns = items.length === 1
  return (
    <>
      {isOnlyColumns ? (
        <Button
          label={words.open}
          size="s"
          icon={Filter}
          aria-expanded={asking}
          disabled={value.where.length >= MAX_CONDITIONS}
          onClick={() => setAsking(!asking)}
        />
      ) : (
        <Menu
          wide
          align="start"
          trigger={
            <button type="button" className="button button-secondary button-s">
              <Icon of={Filter} size={14} />
              <span>{words.open}</span>
            </button>
          }
          items={items}
        />
      )}
      {asking && (
        <ColumnFilterRow
          columns={columns}
          onClose={() => setAsking(false)}
          onAdd={(filter) => onChange({ ...value, where: [...value.where, filter] })}
        />
      )}
    </>
  )
}

/** The active filters, each with a button to remove it. */
export function FilterChips({ columns, tags, value, onChange }: Props) {
  const words = t.listWork.filters
  const chips = [
    ...(value.importId === null
      ? []
      : [
          {
            label: words.file(columns.sources.find(({ importId }) => importId === value.importId)?.fileName ?? ''),
            without: { ...value, importId: null },
          },
        ]),
    ...(value.tagId === null
      ? []
      : [
          {
            label: words.tag(tags.find(({ id }) => id === value.tagId)?.name ?? ''),
            without: { ...value, tagId: null },
          },
        ]),
    ...value.where.map((filter, at) => ({
      label: conditionWords(filter),
      without: { ...value, where: value.where.toSpliced(at, 1) },
    })),
  ]
  if (chips.length === 0) return null
  return (
    <div className="lists-chips" role="group" aria-label={words.active}>
      {chips.map(({ label, without }) => (
        <button
          key={label}
          type="button"
          className="lists-chip"
          aria-label={words.takeAway(label)}
          onClick={() => onChange(without)}
        >
          <span className="ellipsis">{label}</span>
          <Icon of={X} size={12} />
        </button>
      ))}
      <Button label={words.clear} size="s" variant="quiet" onClick={() => onChange(notNarrowed)} />
    </div>
  )
}

function conditionWords({ column, op, value }: ColumnFilter): string {
  if (column === basis && op === 'empty') return t.listWork.consent.missing
  if (column === basis && op === 'filled') return t.listWork.consent.kept
  if (op === 'fault') {
    const fault = valueFaults.find((each) => each === value)
    return t.listWork.filters.condition.fault(columnName(column), fault ? t.sequences.coverage.faults[fault] : value)
  }
  return t.listWork.filters.condition[op](columnName(column), value)
}

/** Not offered here: the filter for faulty values is opened from an export plan, which counts them. */
const offeredOps = filterOps.filter((op) => op !== 'fault')

const fieldsFiltered = ['field:email', 'field:first_name', 'field:last_name', 'field:company_name', 'field:job_title']

/** Form for a condition on a column, in a row below the toolbar. */
function ColumnFilterRow(props: { columns: ListColumns; onClose: () => void; onAdd: (filter: ColumnFilter) => void }) {
  const { columns, onClose, onAdd } = props
  const words = t.listWork.filters
  const [column, setColumn] = useState<string | null>(null)
  const [op, setOp] = useState<ColumnFilter['op']>('contains')
  const [value, setValue] = useState('')
  const needsDate = op === 'before' || op === 'since'
  const needsValue = op === 'contains' || op === 'is' || needsDate
  const isReady = column !== null && (!needsValue || value.trim() !== '')
  // Works from the button that opened it, too.
  useShortcut('escape', onClose)
  const submit = () => {
    if (column === null || !isReady) return
    onAdd({ column, op, value: needsValue ? value.trim() : '' })
    onClose()
  }
  const groupOf = (id: string) => {
    const kind = parseColumnKey(id)?.kind
    if (kind === 'original') return t.listWork.columns.originals
    if (kind === 'consent') return t.gates.consent
    return kind === 'variable' ? t.listWork.columns.variables : t.listWork.columns.lead
  }
  return (
    <Form
      onSubmit={submit}
      className="lists-filter-row"
      aria-label={words.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <Field label={words.column}>
        <Select
          searchable
          value={column}
          options={[...new Set([...fieldsFiltered, ...columns.others])].map((id) => ({
            value: id,
            label: columnName(id),
            group: groupOf(id),
          }))}
          onChange={setColumn}
        />
      </Field>
      <Field label={words.how}>
        <Select
          value={op}
          options={offeredOps.map((each) => ({ value: each, label: words.ops[each] }))}
          onChange={setOp}
        />
      </Field>
      {needsValue && (
        <Field label={needsDate ? words.date : words.value} hint={needsDate ? words.dateHint : undefined}>
          <TextInput type={needsDate ? 'date' : 'text'} value={value} onChange={setValue} />
        </Field>
      )}
      <span className="row lists-filter-acts">
        <Button label={words.add} size="s" type="submit" variant="primary" disabled={!isReady} />
        <Button label={t.ui.cancel} size="s" variant="quiet" onClick={onClose} />
      </span>
    </Form>
  )
}
