import './inbox.css'
import { Inbox } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { InboxThread } from '#shared/contract/inbox/inbox.ts'
import { call } from '../../core/lib/call.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { useKept, useSettled } from '../../core/lib/use-settled.ts'
import { useCurrentClient } from '../../core/stores/workspaces.ts'
import { EmptyState } from '../../core/ui/empty-state.tsx'
import { inboxCommands } from './commands.ts'
import { type Filters, firstFilters } from './filters.ts'
import { ListHead } from './list-head.tsx'
import { ThreadList } from './thread-list.tsx'
import { ThreadPane } from './thread-pane.tsx'

const pageRows = 100
const mostRows = 500

/** All replies of one client or all: list, conversation, lead. Everything has a key. */
export function InboxPage({ threadId }: { threadId: number | null }) {
  const client = useCurrentClient()
  const { workspaceId } = client
  const [filters, setFilters] = useState<Filters>(firstFilters)
  const [limit, setLimit] = useState(pageRows)
  const search = useSettled(filters.search, 150)
  const asked = { ...client, ...filters, search, page: { offset: 0, limit } }
  const answer = useQuery('inbox.threads', asked)
  const found = useKept(answer.data)
  const counts = useQuery('inbox.counts', client).data
  const rows = found?.rows ?? []
  const sync = useAction(() => call('inbox.sync', { workspaceId }))
  const open = (id: number | null) => replace(id === null ? '/inbox' : `/inbox/${id}`)
  const at = rows.findIndex((row) => row.id === threadId)
  const neighbour = useNeighbour(rows, at)
  const move = (by: 1 | -1) => {
    const next = at < 0 ? (threadId === null ? rows[0] : neighbour(by)) : rows[at + by]
    if (next) open(next.id)
  }
  const change = (next: Partial<Filters>) => {
    setLimit(pageRows)
    setFilters({ ...filters, ...next })
  }
  useCommand(inboxCommands.next, rows.length > 0 ? () => move(1) : null)
  useShortcut('arrowdown', () => move(1))
  useCommand(inboxCommands.previous, rows.length > 0 ? () => move(-1) : null)
  useShortcut('arrowup', () => move(-1))
  useCommand(inboxCommands.hot, () => change({ order: filters.order === 'hot' ? 'newest' : 'hot' }))
  useCommand(inboxCommands.sync, sync.run)
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
        />
        <ThreadList
          rows={rows}
          openId={threadId}
          loaded={found !== undefined}
          narrowed={filters !== firstFilters}
          client={client}
          onOpen={open}
          more={found && found.total > rows.length && limit < mostRows ? found.total - rows.length : 0}
          onMore={() => setLimit(Math.min(mostRows, limit + pageRows))}
        />
      </section>
      {threadId === null ? (
        <div className="inbox-none">
          <EmptyState icon={Inbox} title={t.inbox.chooseTitle} text={t.inbox.chooseText} />
        </div>
      ) : (
        <ThreadPane
          key={threadId}
          threadId={threadId}
          onLeave={() => {
            const next = rows[at + 1] ?? rows[at - 1]
            open(next && next.id !== threadId ? next.id : null)
          }}
        />
      )}
    </div>
  )
}

/** Where the open thread was in the list before it left it (answered, done): its neighbours are still next to it. */
function useNeighbour(rows: readonly InboxThread[], at: number): (by: 1 | -1) => InboxThread | undefined {
  const last = useRef(0)
  useEffect(() => {
    if (at >= 0) last.current = at
  }, [at])
  return (by) => rows[Math.max(0, Math.min(rows.length - 1, by === 1 ? last.current : last.current - 1))]
}
