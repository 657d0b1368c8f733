import { Inbox, SearchX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { InboxLabel, InboxThread } from '#shared/contract/inbox/inbox.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { formatExact, formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { useClientParts } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { EmptyState } from '../../core/ui/empty-state.tsx'
import { Time } from '../../core/ui/time.tsx'
import { inboxCommands } from './commands.ts'
import { markOf, whyLines } from './label-words.ts'

type Props = {
  rows: readonly InboxThread[]
  openId: number | null
  loaded: boolean
  narrowed: boolean
  client: ClientFilter
  onOpen: (id: number) => void
  more: number
  onMore: () => void
}

/** The conversations, one under the other. */
export function ThreadList({ rows, openId, loaded, narrowed, client, onOpen, more, onMore }: Props) {
  const labels = useQuery('inbox.labels', { workspaceId: client.workspaceId }).data ?? []
  const parts = useClientParts() ?? []
  const { workspaceId, partId } = client
  // With one client alone there is nothing to tell apart.
  const several = partId === null && (workspaceId === null || parts.some((each) => each.workspaceId === workspaceId))
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [openId])
  if (loaded && rows.length === 0) {
    const [title, text] = narrowed ? [t.inbox.noneTitle, t.inbox.noneText] : [t.inbox.emptyTitle, t.inbox.emptyText]
    return <EmptyState icon={narrowed ? SearchX : Inbox} title={title} text={text} />
  }
  return (
    <div className="inbox-rows">
      <ul ref={list} aria-label={t.inbox.threads}>
        {rows.map((thread) => (
          <Row
            key={thread.id}
            thread={thread}
            labels={labels}
            marked={several}
            open={thread.id === openId}
            onOpen={() => onOpen(thread.id)}
          />
        ))}
      </ul>
      {more > 0 && (
        <Button size="s" variant="quiet" wide command={inboxCommands.more} onClick={onMore}>
          {t.inbox.more(more)}
        </Button>
      )}
    </div>
  )
}

type RowProps = {
  thread: InboxThread
  labels: readonly InboxLabel[]
  /** Says whose it is. */
  marked: boolean
  open: boolean
  onOpen: () => void
}

function Row({ thread, labels, marked, open, onOpen }: RowProps) {
  const mark = markOf(thread, labels)
  const unread = thread.unread > 0
  return (
    <li>
      <button
        type="button"
        className={unread ? 'inbox-row inbox-row-unread' : 'inbox-row'}
        aria-current={open || undefined}
        onClick={onOpen}
      >
        <span className="row">
          {marked && <ClientMark of={thread} squareOnly />}
          <span className="ellipsis grow inbox-name">{thread.name}</span>
          {unread && <span className="sr-only">{t.inbox.unread(thread.unread)}</span>}
          <span className="text-3 small inbox-ago" title={formatExact(thread.lastAt)}>
            <Time iso={thread.lastAt} as="ago" />
          </span>
        </span>
        <span className="ellipsis inbox-subject">{thread.subject}</span>
        <span className="row">
          <span className="ellipsis grow text-2 small">{thread.snippet}</span>
          {mark && (
            <Badge
              tone={mark.tone}
              outlined={mark.suggested === true}
              title={mark.suggested ? t.inbox.suggested : undefined}
            >
              {mark.words}
            </Badge>
          )}
          <span className="inbox-score small tabular text-3" title={`${t.inbox.why}\n${whyLines(thread).join('\n')}`}>
            <span aria-hidden>{formatNumber(thread.score)}</span>
            <span className="sr-only">{t.inbox.score(thread.score)}</span>
          </span>
        </span>
      </button>
    </li>
  )
}
