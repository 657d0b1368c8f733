import './lists.css'
import { Archive, ArchiveRestore, Ellipsis, List, Pencil, Search, Send, Users } from 'lucide-react'
import { useState } from 'react'
import type { LeadList, LeadRow } from '#shared/contract/lists.ts'
import type { Gate } from '#shared/domain/gates.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { formatNumber } from '../../lib/format.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { usePageFocus } from '../../lib/use-page-focus.ts'
import { useQuery } from '../../lib/use-query.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable, type Sort } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Note } from '../../ui/note.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SumLine } from '../../ui/sum-line.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { archiveList, restoreList } from './archive-list.ts'
import { capital, gateParts } from './gate-parts.ts'
import { useJustSaved } from './just-saved.ts'
import { LeadPanel } from './lead-panel.tsx'
import { RenameDialog } from './rename-dialog.tsx'

const words = t.lists.list
type Filter = 'all' | 'ready' | 'held'

/** One list: its sum, every row, a look into each. */
export function ListPage({ listId }: { listId: ListId }) {
  usePageFocus()
  const list = useQuery('lists.get', { listId }, ['lists', 'exports'])
  if (list.error && !list.data) {
    return (
      <div className="page">
        <PageHead title={t.lists.title} />
        <div className="page-body">
          <ErrorNote error={list.error} onAction={() => go('/lists')} actionLabel={t.ui.back} />
        </div>
      </div>
    )
  }
  return list.data ? <Loaded key={listId} list={list.data} /> : <div className="page" />
}

function Loaded({ list }: { list: LeadList }) {
  const [renaming, setRenaming] = useState(false)
  const { ready } = list.gates
  const justSaved = useJustSaved((state) => state.listId === list.id)
  return (
    <div className="page">
      <PageHead
        title={list.name}
        crumbs={[{ label: t.lists.title, to: '/lists' }]}
        meta={list.archived ? <Badge>{t.lists.page.archivedTable}</Badge> : undefined}
      >
        <Menu
          trigger={<IconButton icon={Ellipsis} label={t.lists.page.more(list.name)} />}
          items={[
            { label: t.lists.page.rename, icon: Pencil, onSelect: () => setRenaming(true) },
            list.archived
              ? { label: t.lists.page.restore, icon: ArchiveRestore, onSelect: () => restoreList(list) }
              : { label: t.lists.page.archive, icon: Archive, onSelect: () => archiveList(list) },
          ]}
        />
        <Button
          variant="primary"
          icon={Send}
          shortcut="mod+enter"
          disabled={ready === 0}
          title={ready === 0 ? words.exportNoneHint : undefined}
          onClick={() => go(`/exports/plan/${list.id}`)}
        >
          {ready === 0 ? words.exportNone : words.export(ready)}
        </Button>
      </PageHead>
      <div className="lists-body">
        {justSaved && (
          <Note tone={ready > 0 ? 'ok' : 'warn'} role="status" title={words.savedTitle(list.name)}>
            {words.savedText(ready)}
          </Note>
        )}
        <SumLine bar total={{ label: words.rowsTotal, count: list.rowCount }} parts={gateParts(list.gates)} />
        <Leads list={list} />
      </div>
      {renaming && <RenameDialog list={list} onClose={() => setRenaming(false)} />}
    </div>
  )
}

const nameOf = (row: Pick<LeadRow, 'firstName' | 'lastName'>) => [row.firstName, row.lastName].filter(Boolean).join(' ')

const columns: readonly Column<LeadRow>[] = [
  {
    id: 'position',
    header: words.columns.position,
    width: 72,
    align: 'right',
    sortable: true,
    cell: (row) => <span className="text-3">{formatNumber(row.position)}</span>,
  },
  {
    id: 'last_name',
    header: words.columns.name,
    flex: 1.1,
    minWidth: 110,
    sortable: true,
    cell: (row) => <Text value={nameOf(row)} otherwise={words.noName} strong />,
  },
  {
    id: 'email',
    header: words.columns.email,
    flex: 1.4,
    minWidth: 120,
    sortable: true,
    cell: (row) => <Text value={row.email} otherwise={words.noEmail} />,
  },
  {
    id: 'company_name',
    header: words.columns.company,
    flex: 1.2,
    minWidth: 100,
    sortable: true,
    cell: (row) => <Text value={row.companyName} />,
  },
  {
    id: 'job_title',
    header: words.columns.jobTitle,
    flex: 1,
    minWidth: 100,
    cell: (row) => <Text value={row.jobTitle} />,
  },
  { id: 'state', header: words.columns.state, width: 150, cell: (row) => <GateBadge gate={row.gate} /> },
]

function Text({ value, otherwise, strong }: { value: string | null; otherwise?: string; strong?: boolean }) {
  if (!value) return <span className="text-3">{otherwise ?? '–'}</span>
  return (
    <span className={strong ? 'ellipsis medium' : 'ellipsis'} title={value}>
      {value}
    </span>
  )
}

/** Ready, or why not. */
function GateBadge({ gate }: { gate: Gate }) {
  if (gate === 'ready') return <Badge tone="ok">{words.ready}</Badge>
  return (
    <span title={t.lists.gates[gate].means}>
      <Badge>{capital(t.lists.gates[gate].word)}</Badge>
    </span>
  )
}

function Leads({ list }: { list: LeadList }) {
  const [filter, setFilter] = useState<Filter>('all')
  const [typed, setTyped] = useState('')
  const [sort, setSort] = useState<Sort>({ id: 'position', descending: false })
  const [peeked, setPeeked] = useState<LeadId | null>(null)
  const search = useSettled(typed.trim(), 180)
  const counts = { all: list.rowCount, ready: list.gates.ready, held: list.rowCount - list.gates.ready }
  const options = (['all', 'ready', 'held'] as const).map((value) => ({
    value,
    label: `${words.filters[value]} ${formatNumber(counts[value])}`,
  }))
  const showAll = () => {
    setFilter('all')
    setTyped('')
  }
  return (
    <div className="lists-split">
      <Card className="card-fill" pad={false}>
        <div className="lists-tools">
          <Segmented label={words.filter} value={filter} options={options} onChange={setFilter} />
          <div className="lists-search push">
            <TextInput
              type="search"
              icon={Search}
              clearable
              aria-label={t.ui.search}
              placeholder={words.search}
              value={typed}
              onChange={setTyped}
            />
          </div>
        </div>
        <DataTable
          label={words.table(list.name)}
          columns={peeked === null ? columns : columns.filter((column) => column.id !== 'job_title')}
          source={{
            key: `leads ${list.id} ${filter} ${sort.id} ${sort.descending} ${search}`,
            topics: ['lists'],
            loadPage: (offset, limit) =>
              call('lists.leads', {
                listId: list.id,
                gate: filter,
                search,
                sort: sort.id as 'position' | 'email' | 'last_name' | 'company_name',
                descending: sort.descending,
                page: { offset, limit },
              }),
          }}
          rowId={(row) => row.id}
          sort={sort}
          onSort={setSort}
          onPeek={(row) => setPeeked(row.id)}
          peeked={peeked}
          empty={<NoRows filter={search ? 'search' : filter} onShowAll={showAll} />}
        />
      </Card>
      {peeked !== null && <LeadPanel leadId={peeked} onClose={() => setPeeked(null)} />}
    </div>
  )
}

function NoRows({ filter, onShowAll }: { filter: Filter | 'search'; onShowAll: () => void }) {
  const again = <Button onClick={onShowAll}>{words.showAll}</Button>
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
