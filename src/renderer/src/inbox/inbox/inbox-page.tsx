import { dayMs } from '#shared/domain/core/days.ts'
import './inbox.css'
import { Inbox } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { InboxFilter, InboxThread, Selection } from '#shared/contract/inbox/inbox.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { useShownClock } from '../../core/stores/demo.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentClient } from '../../core/stores/workspaces.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { inboxCommands } from '../commands.ts'
import { BulkPanel } from './bulk-panel.tsx'
import { bulkStep } from './bulk-step.ts'
import { type Filters, firstFilters } from './filters.ts'
import { ListHead } from './list-head.tsx'
import { ThreadList } from './thread-list.tsx'
import { ThreadPane } from './thread-pane.tsx'
import { type ListSelection, useSelection } from './use-selection.ts'

const pageRows = 100
/** Maximum number of rows in one list; more are on further pages. */
const maxRows = 500
const firstPage = { offset: 0, limit: pageRows }

/** Replies of one client or all: list, conversation and lead. Every action has a key. */
export function InboxPage({ threadId }: { threadId: number | null }) {
  const client = useCurrentClient()
  const clock = useShownClock()
  const { workspaceId } = client
  const [filters, setFilters] = useState<Filters>(firstFilters)
  const [page, setPage] = useState(firstPage)
  const search = useDebounced(filters.search, 150)
  const filter = { ...client, ...filters, search }
  const answer = useQuery('inbox.threads', { ...filter, page })
  // The rows of the previous answer keep the group headings of their own order.
  const { order } = filters
  const found = usePreviousData(answer.data && { ...answer.data, order }, JSON.stringify(client))
  const counts = useQuery('inbox.counts', client).data
  const labels = useQuery('inbox.labels', { workspaceId }).data ?? []
  const rows = found?.rows ?? []
  const total = found?.total ?? 0
  const sync = useAction(() => call('inbox.sync', { workspaceId }))
  const selection = useSelection(rows, JSON.stringify(filter))
  const { open, openedHere, next, leave } = useOpenThread(rows, threadId)
  const change = (more: Partial<Filters>) => {
    setPage(firstPage)
    setFilters({ ...filters, ...more })
  }
  // The page is empty, as another client has fewer rows or those of this page are done, but earlier rows exist.
  if (page.offset > 0 && answer.data && answer.data.total <= page.offset) setPage(firstPage)
  const older = useOlderDone(filter)
  useListKeys({ rows, threadId, next, open, selection })
  useCommand(inboxCommands.hot, () => change({ order: order === 'hot' ? 'newest' : 'hot' }))
  useCommand(inboxCommands.sync, sync.run)
  const count = selection.isAll ? total : selection.ids.size
  useScreenKeys(
    count > 0 || threadId !== null
      ? []
      : [...(rows.length > 0 ? ([['j', t.inbox.keys.move]] as const) : []), ['/', t.inbox.keys.search]],
  )
  // Escape goes back to the list, unless the conversation was opened from another screen, which Escape returns to.
  useShortcut(openedHere && threadId !== null && count === 0 ? 'escape' : null, () => open(null))
  return (
    <div className="inbox">
      <h1 className="sr-only">{t.inbox.title}</h1>
      <section className="inbox-list" aria-label={t.inbox.threads}>
        <ListHead
          filters={filters}
          counts={counts}
          onChange={change}
          sync={sync}
          total={found?.total}
          client={client}
          onOlder={older}
        />
        {answer.error && <ErrorNote error={answer.error} onAction={answer.refetch} />}
        <ThreadList
          rows={rows}
          openId={threadId}
          loaded={found !== undefined && counts !== undefined}
          mails={counts?.mails ?? { known: true }}
          narrowed={JSON.stringify(filters) !== JSON.stringify(firstFilters)}
          order={found?.order ?? order}
          labels={labels}
          client={client}
          onOpen={open}
          selection={selection}
          page={page}
          total={total}
          onMore={() => setPage({ ...page, limit: Math.min(maxRows, page.limit + pageRows) })}
          onPage={page.limit < maxRows ? null : (by) => setPage({ ...page, offset: page.offset + by * maxRows })}
          onReset={() => change(firstFilters)}
          now={clock()}
        />
      </section>
      {count > 0 ? (
        <BulkPanel
          selection={selection.isAll ? { filter, except: [] } : { threadIds: [...selection.ids] }}
          count={count}
          matching={selection.isAll ? null : total}
          labels={labels}
          onSelectAll={selection.all}
          onClear={selection.clear}
        />
      ) : threadId === null ? (
        <div className="inbox-none">
          {rows.length > 0 && <EmptyState icon={Inbox} title={t.inbox.chooseTitle} text={t.inbox.chooseText} />}
        </div>
      ) : (
        <ThreadPane key={threadId} threadId={threadId} onLeave={() => leave(threadId, found !== undefined)} />
      )}
    </div>
  )
}

/** The open conversation and those beside it in the list. */
function useOpenThread(rows: readonly InboxThread[], threadId: number | null) {
  const [openedHere, setOpenedHere] = useState(false)
  /** A conversation opened from elsewhere that was done before the list was loaded. */
  const [doneEarly, setDoneEarly] = useState<number | null>(null)
  const open = (id: number | null) => {
    setDoneEarly(null)
    setOpenedHere(id !== null)
    replace(id === null ? '/inbox' : `/inbox/${id}`)
  }
  const at = rows.findIndex((row) => row.id === threadId)
  const neighbour = useNeighbour(rows, at)
  useEffect(() => {
    if (doneEarly === null || threadId !== null) return
    const first = rows.find(({ id }) => id !== doneEarly)
    if (first) open(first.id)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the list is there
  }, [doneEarly, threadId, rows.length > 0])
  return {
    open,
    openedHere,
    next: (by: 1 | -1) => (at < 0 ? (threadId === null ? rows[0] : neighbour(by)) : rows[at + by]),
    /** Opens the one that follows a conversation that leaves the list. */
    leave(id: number, isListLoaded: boolean): void {
      const to = at < 0 ? neighbour(1) : (rows[at + 1] ?? rows[at - 1])
      open(to && to.id !== id ? to.id : null)
      if (!isListLoaded) setDoneEarly(id)
    },
  }
}

type ListKeys = Pick<ReturnType<typeof useOpenThread>, 'next' | 'open'> & {
  rows: readonly InboxThread[]
  threadId: number | null
  selection: ListSelection
}

/** Keys that move through the list, and select while moving. */
function useListKeys({ rows, threadId, next, open, selection }: ListKeys): void {
  const move = (by: 1 | -1) => {
    const to = next(by)
    if (to) open(to.id)
  }
  const extend = (by: 1 | -1) => {
    const to = next(by)
    if (!to) return
    selection.extend(threadId, to.id)
    open(to.id)
  }
  const opened = rows.find(({ id }) => id === threadId)
  useCommand(inboxCommands.next, rows.length > 0 ? () => move(1) : null)
  useShortcut('arrowdown', () => move(1))
  useCommand(inboxCommands.previous, rows.length > 0 ? () => move(-1) : null)
  useShortcut('arrowup', () => move(-1))
  useCommand(inboxCommands.select, opened ? () => selection.toggle(opened.id) : null)
  useCommand(inboxCommands.selectDown, rows.length > 0 ? () => extend(1) : null)
  useCommand(inboxCommands.selectUp, rows.length > 0 ? () => extend(-1) : null)
  useCommand(inboxCommands.selectAll, rows.length > 0 ? selection.all : null)
}

/** Marks the conversations of the filter that are older than so many days as done. */
const useOlderDone = (filter: Omit<InboxFilter, 'before'>) => {
  const clock = useShownClock()
  return useAction(async (days: number) => {
    const before = new Date(clock().getTime() - days * dayMs).toISOString()
    const selected: Selection = { filter: { ...filter, before }, except: [] }
    if ((await bulkStep(selected, { kind: 'done' })) === 0) showToast(t.inbox.bulk.noneOlder, { tone: 'note' })
  })
}

/**
 * Returns the neighbours of the open thread by its last position in the list, so that they are still found after it
 * left the list (answered, done).
 */
function useNeighbour(rows: readonly InboxThread[], at: number): (by: 1 | -1) => InboxThread | undefined {
  const last = useRef(0)
  useEffect(() => {
    if (at >= 0) last.current = at
  }, [at])
  return (by) => rows[Math.max(0, Math.min(rows.length - 1, by === 1 ? last.current : last.current - 1))]
}
