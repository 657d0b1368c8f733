import { Columns3, List, Users } from 'lucide-react'
import { type Dispatch, type SetStateAction, useEffect, useMemo, useRef, useState } from 'react'
import type {
  LeadChoice,
  LeadFilter,
  LeadList,
  LeadPage,
  ListColumns,
  ListedLead,
  Tag,
} from '#shared/contract/leads/lists.ts'
import type { Gate } from '#shared/domain/leads/import/gates.ts'
import { isBuiltIn } from '#shared/domain/leads/import/list-columns.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import type { Ask } from '../../core/lib/answers.ts'
import { useEvent, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatNumber, formatShare, perLanguage, t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { clearRequestedRows, requestedRows } from '../../core/stores/requested-rows.ts'
import { useResetFilters } from '../../core/stores/reset-filters.ts'
import { Button } from '../../core/ui/button.tsx'
import type { Sort } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { listCommands } from '../commands.ts'
import { capital, gateOrder, readyLabel } from '../import/gate-parts.ts'
import { ColumnsDialog } from './columns-dialog.tsx'
import { leadColumns } from './lead-columns.tsx'
import { FilterChips, FilterMenu, type Narrowed, notNarrowed } from './lead-filters.tsx'
import { LeadPanel } from './lead-panel.tsx'
import { type Chosen, LeadsFoot, noneChosen } from './leads-foot.tsx'
import { correctLead } from './list-steps.ts'

type Filter = 'all' | 'ready' | 'held'

/** All leads of a list, with filters, sorting, selection and editing. */
export function LeadsTable({ list }: { list: LeadList }) {
  const columns = usePreviousData(useQuery('lists.columns', { listId: list.id }).data)
  const tags = usePreviousData(useQuery('lists.tags', { listId: list.id }).data)
  return columns && tags ? <Loaded list={list} columns={columns} tags={tags} /> : <div className="lists-split" />
}

function Loaded({ list, columns, tags }: { list: LeadList; columns: ListColumns; tags: readonly Tag[] }) {
  const words = t.lists.list
  const filters = useLeadFilters(list.id)
  const { search, asked } = filters
  const [sort, setSort] = useState<Sort>({ id: 'position', descending: false })
  const [peeked, setPeeked] = useState<LeadId | null>(null)
  const [chosen, setChosen] = useState<Chosen>(noneChosen)
  const [total, setTotal] = useState(0)
  const [choosingColumns, setChoosingColumns] = useState(false)
  const [state, setState] = useState<Pick<LeadPage, 'complete' | 'making' | 'sorted'>>(asWhole)
  const question = `${list.id} ${JSON.stringify(asked)}`
  const { others, tableColumns } = useTableColumns({ list, shown: columns.shown, tags, search, setPeeked })
  // The selection belongs to these rows, so it is cleared when they change.
  useEffect(() => setChosen(noneChosen), [question])
  useEvent('list.indexing', ({ listId, share }) => {
    if (listId === list.id) setState((now) => ({ ...now, making: share }))
  })
  const loadPage = async (offset: number, limit: number, ask: Ask) => {
    const page = await ask('lists.leads', {
      listId: list.id,
      ...asked,
      sort: sort.id,
      descending: sort.descending,
      columns: others,
      page: { offset, limit },
    })
    setState({ complete: page.complete, making: page.making, sorted: page.sorted })
    return page
  }
  return (
    <div className="lists-split">
      <Card className="card-fill" pad={false}>
        <LeadTools
          list={list}
          columns={columns}
          tags={tags}
          filters={filters}
          onColumns={() => setChoosingColumns(true)}
        />
        {state.making !== null && (
          <p className="lists-indexing" role="status">
            {t.listWork.indexing(formatShare(state.making))}
          </p>
        )}
        <DataTable
          label={words.table(list.name)}
          columns={tableColumns()}
          source={{
            key: `leads ${question} ${sort.id} ${sort.descending} ${others.join(' ')}`,
            loadPage,
          }}
          rowId={(row: ListedLead) => row.id}
          sort={sort}
          onSort={setSort}
          onPeek={(row) => setPeeked(row.id)}
          peeked={peeked}
          selected={chosen === 'all' ? everything : chosen}
          onSelect={(next) => setChosen(chosen === 'all' ? noneChosen : (next as ReadonlySet<LeadId>))}
          onTotal={setTotal}
          foot={
            <LeadsFoot
              list={list}
              tags={tags}
              shown={columns.shown}
              total={total}
              complete={state.complete}
              chosen={chosen}
              choice={(): LeadChoice => (chosen === 'all' ? { all: asked } : { leadIds: [...chosen] })}
              all={{ all: asked }}
              onChoose={setChosen}
            />
          }
          empty={
            state.complete ? (
              <NoRows filter={filters.isNarrowed ? 'search' : filters.filter} onShowAll={filters.showAll} />
            ) : (
              <p className="text-2" role="status">
                {t.listWork.looking}
              </p>
            )
          }
        />
      </Card>
      {peeked !== null && (
        <LeadPanel listId={list.id} leadId={peeked} onClose={() => setPeeked(null)} onMoved={setPeeked} />
      )}
      {choosingColumns && <ColumnsDialog list={list} columns={columns} onClose={() => setChoosingColumns(false)} />}
    </div>
  )
}

/** What the leads are narrowed to. Rows requested by another screen apply to the first render. */
function useLeadFilters(listId: ListId) {
  const [wanted] = useState(() => requestedRows(listId))
  useEffect(clearRequestedRows, [])
  const [filter, setFilter] = useState<Filter>(wanted ? 'ready' : 'all')
  const [typed, setTyped] = useState('')
  const [narrowed, setNarrowed] = useState<Narrowed>(wanted ? { ...notNarrowed, where: wanted } : notNarrowed)
  const [reason, setReason] = useState<Gate | null>(null)
  const search = useDebounced(typed.trim(), 180)
  const asked: LeadFilter = {
    gate: filter === 'held' ? (reason ?? 'held') : filter,
    search,
    ...narrowed,
    where: [...narrowed.where],
  }
  const showAll = useResetFilters(
    () => {
      setFilter('all')
      setReason(null)
      setTyped('')
      setNarrowed(notNarrowed)
    },
    () => {
      setFilter(filter)
      setReason(reason)
      setTyped(typed)
      setNarrowed(narrowed)
    },
  )
  return {
    filter,
    setFilter,
    typed,
    setTyped,
    narrowed,
    setNarrowed,
    reason,
    setReason,
    search,
    asked,
    showAll,
    isNarrowed: search !== '' || narrowed !== notNarrowed,
  }
}

type ColumnsOf = {
  list: LeadList
  shown: ListColumns['shown']
  tags: readonly Tag[]
  search: string
  setPeeked: Dispatch<SetStateAction<LeadId | null>>
}

/** The columns of the table, and the ids of those that are columns of the file. */
function useTableColumns({ list, shown, tags, search, setPeeked }: ColumnsOf) {
  const others = useMemo(() => shown.filter((id) => !isBuiltIn(id)), [shown])
  const tableColumns = useMemo(
    () =>
      perLanguage(() =>
        leadColumns({
          rows: list.rowCount,
          shown,
          others,
          tags,
          search,
          correct: (leadId, changes) =>
            correctLead(list.id, leadId, changes, (from, to) => setPeeked((now) => (now === from ? to : now))),
        }),
      ),
    [list.id, list.rowCount, shown, others, tags, search, setPeeked],
  )
  return { others, tableColumns }
}

type ToolsProps = {
  list: LeadList
  columns: ListColumns
  tags: readonly Tag[]
  filters: ReturnType<typeof useLeadFilters>
  onColumns: () => void
}

/** Filters and search above the leads, and what they are narrowed to. */
function LeadTools({ list, columns, tags, filters, onColumns }: ToolsProps) {
  const words = t.lists.list
  const field = useRef<HTMLInputElement>(null)
  useCommand(listCommands.search, () => field.current?.focus())
  const counts = { all: list.rowCount, ready: list.gates.ready, held: list.rowCount - list.gates.ready }
  const options = (['all', 'ready', 'held'] as const).map((value) => ({
    value,
    label: `${value === 'ready' ? capital(readyLabel(list)) : words.filters[value]} ${formatNumber(counts[value])}`,
  }))
  const { filter, reason, typed } = filters
  const narrowing = { columns, tags, value: filters.narrowed, onChange: filters.setNarrowed }
  return (
    <>
      <div className="lists-tools">
        <Segmented label={words.filter} value={filter} options={options} onChange={filters.setFilter} />
        {filter === 'held' && <ReasonFilter list={list} reason={reason} onChange={filters.setReason} />}
        <FilterMenu {...narrowing} />
        <div className="lists-search push">
          <SearchInput
            ref={field}
            label={t.ui.search}
            placeholder={words.search}
            value={typed}
            onChange={filters.setTyped}
          />
        </div>
        <Button label={t.listWork.columns.open} size="s" icon={Columns3} onClick={onColumns} />
      </div>
      <FilterChips {...narrowing} />
    </>
  )
}

const asWhole = { complete: true, making: null, sorted: true }

/** A set that contains every row without listing them. */
const everything: ReadonlySet<number | string> = Object.defineProperties(new Set<number | string>(), {
  has: { value: () => true },
  size: { value: Number.POSITIVE_INFINITY },
})

function ReasonFilter(props: { list: LeadList; reason: Gate | null; onChange: (reason: Gate | null) => void }) {
  const { list, reason, onChange } = props
  const held = gateOrder.filter((gate) => gate !== 'ready' && list.gates[gate] > 0)
  return (
    <Select
      label={t.listWork.reason}
      value={reason}
      options={[
        { value: null, label: t.listWork.anyReason },
        ...held.map((gate) => ({ value: gate, label: capital(t.lists.gates[gate].word) })),
      ]}
      onChange={onChange}
    />
  )
}

function NoRows({ filter, onShowAll }: { filter: Filter | 'search'; onShowAll: () => void }) {
  const words = t.lists.list
  const again = <Button label={words.showAll} onClick={onShowAll} />
  if (filter === 'held') {
    return (
      <EmptyState icon={Users} title={words.noHeld} text={words.noHeldText}>
        {again}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={List}
      title={filter === 'ready' ? words.noReady : words.noneFound}
      text={filter === 'ready' ? words.exportNoneHint : words.noneFoundText}
    >
      {again}
    </EmptyState>
  )
}
