import { Inbox, SearchX } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { InboxLabel, InboxThread } from '#shared/contract/inbox.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatExact, formatNumber } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { useQuery } from '../../lib/use-query.ts'
import { useWorkspaces } from '../../stores/workspaces.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Time } from '../../ui/time.tsx'
import { WorkspaceSquare } from '../../ui/workspace-square.tsx'
import { inboxCommands } from './commands.ts'
import { markOf, whyLines } from './label-words.ts'

type Props = {
  rows: readonly InboxThread[]
  openId: number | null
  loaded: boolean
  narrowed: boolean
  workspaceId: WorkspaceId | null
  onOpen: (id: number) => void
  more: number
  onMore: () => void
}

/** The conversations, one under the other. */
export function ThreadList({ rows, openId, loaded, narrowed, workspaceId, onOpen, more, onMore }: Props) {
  const labels = useQuery('inbox.labels', { workspaceId }, ['inbox']).data ?? []
  const workspaces = useWorkspaces() ?? []
  const colours = new Map(workspaces.map((each) => [each.id, each.colour]))
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
            colour={workspaceId === null ? (colours.get(thread.workspaceId) ?? null) : undefined}
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
  colour: number | null | undefined
  open: boolean
  onOpen: () => void
}

function Row({ thread, labels, colour, open, onOpen }: RowProps) {
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
          {colour !== undefined && <WorkspaceSquare colour={colour} />}
          <span className="ellipsis grow inbox-name">{thread.name}</span>
          {unread && <span className="sr-only">{t.inbox.unread(thread.unread)}</span>}
          <span className="text-3 small inbox-ago" title={formatExact(thread.lastAt)}>
            <Time iso={thread.lastAt} as="ago" />
          </span>
        </span>
        <span className="ellipsis inbox-subject">{thread.subject}</span>
        <span className="row">
          <span className="ellipsis grow text-2 small">{thread.snippet}</span>
          {mark && <Badge tone={mark.tone}>{mark.words}</Badge>}
          <span className="inbox-score small tabular text-3" title={`${t.inbox.why}\n${whyLines(thread).join('\n')}`}>
            <span aria-hidden>{formatNumber(thread.score)}</span>
            <span className="sr-only">{t.inbox.score(thread.score)}</span>
          </span>
        </span>
      </button>
    </li>
  )
}
