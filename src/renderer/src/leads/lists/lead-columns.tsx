/** Columns of a list's table, including which cells can be edited in place. */
import type { LeadEdit, ListedLead, Tag } from '#shared/contract/leads/lists.ts'
import { type BuiltInColumn, isBuiltIn, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import type { LeadField } from '#shared/domain/leads/import/mapping.ts'
import type { LeadId } from '#shared/ids.ts'
import { formatExact, formatNumber, t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import type { CellEdit } from '../../core/ui/cell-editor.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { Found } from '../../core/ui/found.tsx'
import { EventTime } from '../../core/ui/time.tsx'
import { capital } from '../import/gate-parts.ts'

type TableColumn = Column<ListedLead>

/** Returns the name of a built-in or other column. */
export function columnName(id: string): string {
  const { columns } = t.lists.list
  const names: Readonly<Record<BuiltInColumn, string>> = {
    last_name: columns.name,
    email: columns.email,
    company_name: columns.company,
    job_title: columns.jobTitle,
    tags: t.listWork.tags,
    source: t.lists.list.source,
    engagement: t.listWork.engagement.column,
    state: columns.state,
  }
  if (isBuiltIn(id)) return names[id]
  const chosen = parseColumnKey(id)
  if (chosen?.kind === 'field') return t.lists.fields[chosen.name as LeadField]
  if (chosen?.kind === 'consent') return t.listWork.consent.columns[chosen.name]
  return chosen?.name ?? id
}

export type ColumnsOf = {
  /** Number of rows in the list; the column of row numbers must fit it. */
  readonly rows: number
  readonly shown: readonly string[]
  /** Keys of the other columns among those shown, in the order of the values in each row. */
  readonly others: readonly string[]
  readonly tags: readonly Tag[]
  /** Search text, highlighted where it occurs. */
  readonly search: string
  /** Corrects values of a lead; can be undone. */
  readonly correct: (leadId: LeadId, changes: readonly LeadEdit[]) => Promise<void>
}

/** Returns the shown columns in order, after the row number. */
export function leadColumns({ rows, shown, others, tags, search, correct }: ColumnsOf): readonly TableColumn[] {
  const position: TableColumn = column(
    'position',
    t.lists.list.columns.position,
    { width: Math.max(64, 24 + 8 * formatNumber(rows).length), align: 'right', sortable: true },
    (row) => <span className="text-3">{formatNumber(row.position)}</span>,
  )
  const made = shown.map((id) =>
    isBuiltIn(id) ? builtIn(id, tags, search, correct) : other(id, others.indexOf(id), correct),
  )
  return [position, ...made]
}

const nameOf = (row: ListedLead) => [row.firstName, row.lastName].filter(Boolean).join(' ')

function builtIn(id: BuiltInColumn, tags: readonly Tag[], search: string, correct: ColumnsOf['correct']): TableColumn {
  const of = { id, header: columnName(id) }
  const field = (name: LeadField, value: (row: ListedLead) => string | null, otherwise?: string) => ({
    ...of,
    sortable: true,
    cell: (row: ListedLead) => <Text value={value(row)} otherwise={otherwise} search={search} />,
    edit: (row: ListedLead) => editOf(row, [{ kind: 'field', name, value: value(row) ?? '' }], correct),
  })
  switch (id) {
    case 'last_name':
      return {
        ...of,
        flex: 1.1,
        minWidth: 100,
        sortable: true,
        cell: (row) => <Text value={nameOf(row)} otherwise={t.lists.list.noName} search={search} strong />,
        edit: (row) =>
          editOf(
            row,
            [
              { kind: 'field', name: 'first_name', value: row.firstName ?? '' },
              { kind: 'field', name: 'last_name', value: row.lastName ?? '' },
            ],
            correct,
          ),
      }
    case 'email':
      return { ...field('email', (row) => row.email, t.lists.list.noEmail), flex: 1.4, minWidth: 120 }
    case 'company_name':
      return { ...field('company_name', (row) => row.companyName), flex: 1.2, minWidth: 90 }
    case 'job_title':
      return { ...field('job_title', (row) => row.jobTitle), minWidth: 90 }
    case 'tags':
      return { ...of, minWidth: 110, cell: (row) => <Tags of={row} tags={tags} /> }
    case 'source':
      return { ...of, minWidth: 110, cell: (row) => <Text value={row.fileName} /> }
    case 'engagement':
      // Sorted descending first, as the leads active most recently are the interesting ones.
      return {
        ...of,
        flex: 1.3,
        minWidth: 108,
        sortable: true,
        descendingFirst: true,
        cell: (row) => <Engagement of={row} />,
      }
    case 'state':
      return { ...of, flex: 0.9, minWidth: 112, cell: (row) => <State of={row} /> }
    default:
      return id satisfies never
  }
}

function other(id: string, at: number, correct: ColumnsOf['correct']): TableColumn {
  const chosen = parseColumnKey(id)
  const cell = (row: ListedLead) => <Text value={row.values[at] ?? null} />
  const base = column(id, columnName(id), { minWidth: 110, sortable: true }, cell)
  if (!chosen || chosen.kind === 'original' || chosen.kind === 'consent') return base
  const change = (value: string) => ({ kind: chosen.kind, name: chosen.name, value }) as LeadEdit
  return { ...base, edit: (row) => editOf(row, [change(row.values[at] ?? '')], correct) }
}

/** Makes values of a lead one editable cell; saving can be undone. */
function editOf(row: ListedLead, changes: readonly LeadEdit[], correct: ColumnsOf['correct']): CellEdit {
  return {
    parts: changes.map(({ kind, name, value }) => ({
      label: kind === 'field' ? t.lists.fields[name] : name,
      value,
    })),
    save: (values) =>
      correct(
        row.id,
        changes.flatMap((change, at) => {
          const value = (values[at] ?? '').trim()
          return value === change.value ? [] : [{ ...change, value }]
        }),
      ),
  }
}

type Props = { value: string | null; otherwise?: string | undefined; search?: string; strong?: boolean }

function Text({ value, otherwise, search = '', strong }: Props) {
  if (!value) return <span className="text-3">{otherwise ?? '–'}</span>
  return (
    <span className={strong ? 'ellipsis medium' : 'ellipsis'} title={value}>
      <Found text={value} typed={search} />
    </span>
  )
}

function Tags({ of, tags }: { of: ListedLead; tags: readonly Tag[] }) {
  const names = of.tags.flatMap((id) => tags.find((tag) => tag.id === id)?.name ?? [])
  if (names.length === 0) return <span className="text-3">–</span>
  return (
    <span className="lead-tags" title={names.join(', ')}>
      {names.map((name) => (
        <Badge key={name} tone="info">
          {name}
        </Badge>
      ))}
    </span>
  )
}

/** The lead's furthest engagement and the time of the latest. */
function Engagement({ of: { engagement } }: { of: ListedLead }) {
  if (engagement === null) return <span className="text-3">–</span>
  const word = t.listWork.engagement[engagement.what]
  if (engagement.at === null) return <span className="ellipsis">{word}</span>
  return (
    <span className="ellipsis" title={`${word}, ${formatExact(engagement.at)}`}>
      {word} <EventTime iso={engagement.at} as="ago" />
    </span>
  )
}

/** Exported already, ready for export, or the reason why not. */
function State({ of: { gate, exported } }: { of: ListedLead }) {
  if (exported) return <Badge>{t.lists.list.exported}</Badge>
  if (gate === 'ready') return <Badge tone="ok">{t.lists.list.ready}</Badge>
  return (
    <span className="lead-gate" title={t.lists.gates[gate].means}>
      <Badge>{capital(t.lists.gates[gate].word)}</Badge>
    </span>
  )
}
