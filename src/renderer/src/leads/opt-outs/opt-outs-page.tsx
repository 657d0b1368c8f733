import './opt-outs.css'
import { Ban, Download, Ellipsis, Plus, RefreshCw } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import {
  type OptOutFilter,
  type OptOutOrder,
  type OptOutRow,
  optOutFilters,
  optOutOrders,
} from '#shared/contract/leads/opt-outs.ts'
import type { OptOutId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { usePageFocus } from '../../core/lib/use-page-focus.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo, showFinalToast } from '../../core/stores/undo.ts'
import { useCurrentWorkspaceId } from '../../core/stores/workspaces.ts'
import { Button, IconButton, Link } from '../../core/ui/button.tsx'
import { type Column, column, type Sort } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Menu, type MenuItem } from '../../core/ui/menu.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { AddOptOutsDialog } from './add-opt-outs-dialog.tsx'
import { OptOutStatus } from './opt-out-status.tsx'
import { undoOptOuts } from './undo-opt-outs.ts'

/** Everybody who asked for no more email, with the state at Instantly. */
export function OptOutsPage() {
  const words = t.optOuts
  const workspaceId = useCurrentWorkspaceId()
  const small = useSmallWindow()
  const [filter, setFilter] = useState<OptOutFilter>('all')
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim(), 180)
  const [sort, setSort] = useState<Sort>({ id: 'since', descending: true })
  const [chosen, setChosen] = useState<ReadonlySet<OptOutId>>(new Set())
  // The bar above the table disappears with the selection.
  usePageFocus(chosen.size > 0)
  const [adding, setAdding] = useState(false)
  const [total, setTotal] = useState<number | null>(null)
  const counts = useQuery('optOuts.counts', { workspaceId }).data
  // The selection applies only to the rows shown.
  useEffect(() => setChosen(new Set()), [workspaceId, filter, search])
  const wanted = { workspaceId, filter, search }
  const save = useAction(async () => {
    const saved = await call('optOuts.saveCsv', wanted)
    if (saved) showToast(words.savedCsv(saved.rows, saved.path))
  })
  const tell = useAction(() => call('optOuts.tellNow', { workspaceId }))
  const order = optOutOrders.find((each) => each === sort.id) ?? 'since'
  const columns = useMemo(
    () => columnsOf(small),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the headings depend on the language
    [t, small],
  )
  const narrowed = filter !== 'all' || search !== ''
  return (
    <div className="page">
      <PageHead title={words.title} meta={small ? undefined : words.meta}>
        <Button label={words.tellNow} icon={RefreshCw} action={tell} disabled={total === 0 && !narrowed} />
        <Button label={words.save} icon={Download} action={save} disabled={total === 0} />
        <Button label={words.add} variant="primary" icon={Plus} onClick={() => setAdding(true)} />
      </PageHead>
      <div className="page-fill">
        {save.error && <ErrorNote error={save.error} onAction={save.run} />}
        {tell.error && <ErrorNote error={tell.error} onAction={tell.run} />}
        <Notes {...{ workspaceId, counts, filter }} onShow={setFilter} />
        <Card className="card-fill" pad={false}>
          <div className="filters" role="search">
            <div className="filter-search">
              <SearchInput placeholder={words.search} value={typed} onChange={setTyped} maxLength={200} />
            </div>
            <Segmented
              label={words.filter}
              value={filter}
              onChange={setFilter}
              options={optOutFilters.map((value) => ({
                value,
                label:
                  value === 'all' || !counts || counts[value] === 0
                    ? words.filters[value]
                    : `${words.filters[value]} ${formatNumber(counts[value])}`,
              }))}
            />
            <span className="push text-3 tabular">{total === null ? '' : words.people(total)}</span>
          </div>
          {chosen.size > 0 && <Chosen ids={[...chosen]} filter={filter} onDone={() => setChosen(new Set())} />}
          <DataTable
            label={words.title}
            columns={columns}
            rowId={(row) => row.id}
            sort={sort}
            onSort={setSort}
            selected={chosen}
            // `rowId` returns the ids of opt-outs.
            onSelect={(next) => setChosen(next as ReadonlySet<OptOutId>)}
            onOpen={(row) => row.threadId !== null && go(`/inbox/${row.threadId}`)}
            onTotal={setTotal}
            source={{
              key: `opt-outs ${JSON.stringify([wanted, sort])}`,
              loadPage: (offset, limit, ask) =>
                ask('optOuts.list', { ...wanted, order, descending: sort.descending, page: { offset, limit } }),
            }}
            empty={
              <EmptyState
                icon={Ban}
                title={narrowed ? words.noneFound : words.emptyTitle}
                text={narrowed ? words.noneFoundText : words.emptyText}
              />
            }
          />
        </Card>
      </div>
      {adding && <AddOptOutsDialog onClose={() => setAdding(false)} />}
    </div>
  )
}

type Counts = { readonly asked: number; readonly waiting: number; readonly differs: number; readonly onlyThere: number }

type Props = {
  workspaceId: OptOutRow['workspaceId']
  counts: Counts | undefined
  filter: OptOutFilter
  onShow: (filter: OptOutFilter) => void
}

/** Notes that need the operator, each with one button. */
function Notes({ workspaceId, counts, filter, onShow }: Props) {
  const words = t.optOuts
  const mend = useAction(async () => showToast(words.mended(await call('optOuts.mend', { workspaceId }))))
  const takeOver = useAction(async () => {
    if (workspaceId !== null) showToast(words.takenOver(await call('optOuts.takeOver', { workspaceId })))
  })
  if (!counts) return null
  const error = mend.error ?? takeOver.error
  return (
    <>
      {counts.asked > 0 && filter !== 'asked' && (
        <Note tone="warn" action={<ShowButton onClick={() => onShow('asked')} />}>
          {words.askedNote(counts.asked)}
        </Note>
      )}
      {counts.differs > 0 && (
        <Note tone="warn" action={<Button label={words.mend} size="s" action={mend} />}>
          {words.differsNote(counts.differs)}
        </Note>
      )}
      {counts.waiting > 0 && filter !== 'waiting' && (
        <Note tone="info" action={<ShowButton onClick={() => onShow('waiting')} />}>
          {words.waitingNote(counts.waiting)}
        </Note>
      )}
      {counts.onlyThere > 0 && (
        <Note tone="info" action={<Button label={words.takeOver} size="s" action={takeOver} />}>
          {words.onlyThereNote(counts.onlyThere)}
        </Note>
      )}
      {error && <ErrorNote error={error} />}
    </>
  )
}

const ShowButton = ({ onClick }: { onClick: () => void }) => (
  <Button label={t.optOuts.show} size="s" onClick={onClick} />
)

function Chosen({ ids, filter, onDone }: { ids: readonly OptOutId[]; filter: OptOutFilter; onDone: () => void }) {
  const words = t.optOuts
  const act = (work: () => Promise<unknown>) => () => void work().then(onDone, showFailure)
  return (
    <div className="filters">
      <b>{words.chosen(ids.length)}</b>
      {filter === 'asked' ? (
        <>
          <Button label={words.yes} size="s" onClick={act(() => answer(ids, true))} />
          <Button label={words.no} size="s" onClick={act(() => answer(ids, false))} />
        </>
      ) : filter === 'undone' ? (
        <Button label={words.again} size="s" onClick={act(() => undoOptOuts(ids, false))} />
      ) : (
        <>
          <Button label={words.undo} size="s" onClick={act(() => undoOptOuts(ids, true))} />
          <Button label={words.forAll} size="s" onClick={act(() => setScope(ids, 'all'))} />
          <Button label={words.forClient} size="s" onClick={act(() => setScope(ids, 'client'))} />
        </>
      )}
      <Button label={words.clear} size="s" variant="quiet" onClick={onDone} />
    </div>
  )
}

async function answer(ids: readonly OptOutId[], yes: boolean): Promise<void> {
  const count = await call('optOuts.answer', { ids: [...ids], yes })
  showFinalToast(yes ? t.optOuts.answeredYes(count) : t.optOuts.answeredNo(count))
}

async function setScope(ids: readonly OptOutId[], scope: 'client' | 'all'): Promise<void> {
  const change = (to: 'client' | 'all') => call('optOuts.setScope', { ids: [...ids], scope: to })
  const count = await change(scope)
  const message = scope === 'all' ? t.optOuts.holdsForAll(count) : t.optOuts.holdsForOne(count)
  const other = scope === 'all' ? 'client' : 'all'
  if (count === 0) showToast(message)
  else
    pushUndo({
      words: () => message,
      undo: () => change(other),
      redo: () => change(scope),
      path: '/opted-out',
      toast: message,
    })
}

const mendOne = async (row: OptOutRow) =>
  showToast(t.optOuts.mended(await call('optOuts.mend', { workspaceId: null, ids: [row.id] })))

/** `small` shows the scope below the address instead of in its own column. */
function columnsOf(small: boolean): readonly Column<OptOutRow>[] {
  const words = t.optOuts
  const sortable = (id: OptOutOrder) => ({ id, sortable: true })
  return [
    {
      ...sortable('value'),
      header: words.address,
      flex: 3,
      minWidth: small ? 150 : 240,
      cell: (row) => (
        <span
          className="ellipsis selectable"
          title={small ? `${row.value}\n${words.holdsFor}: ${scopeWords(row)}` : row.value}
        >
          {row.value}
        </span>
      ),
    },
    {
      ...sortable('source'),
      header: words.from,
      flex: 5,
      minWidth: small ? 130 : 150,
      cell: (row) => <From row={row} />,
    },
    { ...sortable('since'), header: words.since, width: 118, cell: (row) => <Time iso={row.since} /> },
    ...(small ? [] : [scopeColumn()]),
    column('there', words.atInstantly, { flex: 2, minWidth: 250 }, (row) =>
      row.state === 'asked' ? <Answer row={row} /> : <OptOutStatus row={row} />,
    ),
    column('actions', '', { width: 44, align: 'right' }, (row) => (
      <Menu
        items={actionsOf(row)}
        trigger={<IconButton size="s" icon={Ellipsis} label={words.actionsOf(row.value)} />}
      />
    )),
  ]
}

const scopeColumn = (): Column<OptOutRow> =>
  column('scope', t.optOuts.holdsFor, { width: 168 }, (row) => <Cut text={scopeWords(row)} />)

const scopeWords = ({ scope, clientName }: OptOutRow): string =>
  scope === 'all' || clientName === null ? t.optOuts.scopes.all : clientName

/** Source of the opt-out with the original words, which link to the conversation. */
function From({ row }: { row: OptOutRow }): ReactNode {
  const source = t.optOuts.sources[row.source]
  const message = row.words === null ? source : `${source}: ${row.words.replaceAll(/\s+/g, ' ')}`
  return row.threadId === null ? (
    <span className="ellipsis" title={row.words ?? source}>
      {message}
    </span>
  ) : (
    <Link to={`/inbox/${row.threadId}`} className="ellipsis link" title={row.words ?? t.optOuts.openThread}>
      {message}
    </Link>
  )
}

function Answer({ row }: { row: OptOutRow }) {
  return (
    <span className="opt-outs-answer">
      <Button label={t.optOuts.yes} size="s" onClick={() => void answer([row.id], true).catch(showFailure)} />
      <Button
        label={t.optOuts.no}
        size="s"
        variant="quiet"
        onClick={() => void answer([row.id], false).catch(showFailure)}
      />
    </span>
  )
}

function actionsOf(row: OptOutRow): readonly MenuItem[] {
  const words = t.optOuts
  const act = (label: string, work: () => Promise<unknown>): MenuItem => ({
    label,
    onSelect: () => void work().catch(showFailure),
  })
  const open: readonly MenuItem[] =
    row.threadId === null ? [] : [{ label: words.openThread, onSelect: () => go(`/inbox/${row.threadId}`) }]
  if (row.state === 'undone') return [...open, act(words.again, () => undoOptOuts([row.id], false))]
  const scope = row.scope === 'all' ? 'client' : 'all'
  return [
    ...open,
    ...(row.atInstantly.state === 'differs' ? [act(words.mend, () => mendOne(row))] : []),
    ...(row.workspaceId === null
      ? []
      : [act(scope === 'all' ? words.forAll : words.forClient, () => setScope([row.id], scope))]),
    act(words.undo, () => undoOptOuts([row.id], true)),
  ]
}
