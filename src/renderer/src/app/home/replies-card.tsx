import { CircleCheck } from 'lucide-react'
import { useRef } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { InboxThread, MailsRead } from '#shared/contract/inbox/inbox.ts'
import { secondaryNameOf } from '#shared/domain/inbox/person-name.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { go } from '../../core/lib/router.ts'
import { formatDuration, formatExact, formatNumber, t } from '../../core/lib/texts.ts'
import { useShownClock } from '../../core/stores/demo.ts'
import { Icon, Link } from '../../core/ui/button.tsx'
import { Kbd } from '../../core/ui/kbd.tsx'
import { Card } from '../../core/ui/page.tsx'
import { rowAfterKey } from '../../core/ui/table-moves.ts'
import { Time } from '../../core/ui/time.tsx'
import { inboxCommands } from '../../inbox/commands.ts'
import { markOf } from '../../inbox/inbox/label-text.ts'
import { mailsSyncText } from '../../inbox/inbox/mails-sync-text.ts'
import { MarkBadge } from '../../inbox/inbox/mark-badge.tsx'

/** As many as fit above the clients. */
export const repliesShown = 5

type Props = {
  client: ClientFilter
  /** The most urgent of them. */
  threads: readonly InboxThread[]
  count: number
  /** Progress of the first sync: there may be more until it has finished. */
  mails: MailsRead
}

/** Replies to answer; each opens in the inbox. */
export function RepliesCard({ client, threads, count, mails }: Props) {
  const labels = useQuery('inbox.labels', { workspaceId: client.workspaceId }).data ?? []
  const { answers = 0, medianMs = null } = useQuery('inbox.responseTime', client).data ?? {}
  const waited = medianMs === null ? null : t.home.responseTime(formatDuration(medianMs), answers)
  const list = useRef<HTMLUListElement>(null)
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])]
  const move = (key: string) => {
    const all = rows()
    const at = all.findIndex((row) => row === document.activeElement)
    const next = rowAfterKey(key, at, all.length, all.length)
    if (next !== null) all[next]?.focus()
  }
  useCommand(threads.length > 0 ? inboxCommands.next : undefined, () => move('j'))
  useCommand(threads.length > 0 ? inboxCommands.previous : undefined, () => move('k'))
  const [first] = threads
  useCommand(first && inboxCommands.reply, () => first && go(`/inbox/${first.id}`))
  return (
    <Card
      title={t.home.replies}
      meta={count > 0 && mails.known ? formatNumber(count) : undefined}
      actions={<Link to="/inbox">{t.home.openInbox}</Link>}
      pad={false}
      className="card-fill"
    >
      {count === 0 ? (
        <div className="home-calm" role="status">
          {mails.known ? (
            <>
              <Icon of={CircleCheck} className="is-ok" />
              <span>{t.home.allAnswered}</span>
              {waited && <span className="text-3 small">{waited}</span>}
            </>
          ) : (
            <span className="text-2">{mailsSyncText(mails)}</span>
          )}
        </div>
      ) : (
        <>
          <ul ref={list}>
            {threads.map((thread) => (
              <Reply key={thread.id} thread={thread} mark={markOf(thread, labels)} />
            ))}
          </ul>
          <p className="home-replies-foot text-3 small">
            <span className="ellipsis" title={waited ?? undefined}>
              {mails.known
                ? [count > threads.length && t.home.moreReplies(formatNumber(count - threads.length)), waited]
                    .filter(Boolean)
                    .join(' · ')
                : mailsSyncText(mails)}
            </span>
            <span className="row push">
              <Kbd keys="j" /> <Kbd keys="k" /> {t.home.keysMove} <Kbd keys="enter" /> {t.home.keysOpen}
            </span>
          </p>
        </>
      )}
    </Card>
  )
}

function Reply({ thread, mark }: { thread: InboxThread; mark: ReturnType<typeof markOf> }) {
  const clock = useShownClock()
  return (
    <li>
      <Link to={`/inbox/${thread.id}`} className="home-reply">
        <ClientMark of={thread} squareOnly />
        <span className="grow home-reply-words">
          <span className="ellipsis">
            <b>{thread.name}</b> <span className="text-3 small">{secondaryNameOf(thread)}</span>
          </span>
          <span className="ellipsis text-2">{thread.snippet}</span>
        </span>
        <MarkBadge mark={mark} />
        <span className="text-3 small home-reply-ago" title={formatExact(thread.lastAt)}>
          <Time iso={thread.lastAt} as="ago" now={clock()} />
        </span>
      </Link>
    </li>
  )
}
