import { Flame, Inbox, SearchX } from 'lucide-react'
import { type MouseEvent, useEffect, useRef } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { InboxLabel, InboxThread, MailsRead } from '#shared/contract/inbox/inbox.ts'
import { secondaryNameOf } from '#shared/domain/inbox/person-name.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { dayGroup, formatExact, t } from '../../core/lib/texts.ts'
import { useClientParts } from '../../core/stores/workspaces.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { inboxCommands } from '../commands.ts'
import type { Filters } from './filters.ts'
import { heatOf, markOf, whyLines } from './label-text.ts'
import { useLabelUnderWay } from './labels-under-way.ts'
import { MarkBadge } from './mark-badge.tsx'
import type { ListSelection } from './use-selection.ts'

type Props = {
  rows: readonly InboxThread[]
  openId: number | null
  loaded: boolean
  narrowed: boolean
  /** Progress of the first reading. */
  mails: MailsRead
  order: Filters['order']
  labels: readonly InboxLabel[]
  client: ClientFilter
  onOpen: (id: number) => void
  selection: ListSelection
  page: { readonly offset: number; readonly limit: number }
  total: number
  onMore: () => void
  /** Goes to the next or previous page; null if there is only one. */
  onPage: ((by: 1 | -1) => void) | null
  onReset: () => void
  /** Current time, for grouping by calendar day. */
  now: Date
}

/** The conversations, grouped by day or sorted by heat. */
export function ThreadList(props: Props) {
  const { rows, openId, loaded, narrowed, mails, order, labels, client, onOpen, selection, onReset, now } = props
  const parts = useClientParts() ?? []
  const { workspaceId, partId } = client
  // With a single client, there is nothing to distinguish.
  const several = partId === null && (workspaceId === null || parts.some((each) => each.workspaceId === workspaceId))
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [openId])
  if (loaded && rows.length === 0) {
    // Emails not read yet may contain matching ones.
    if (!mails.known) return <EmptyState icon={Inbox} title={t.inbox.syncingTitle} text={t.inbox.syncingText} />
    const [title, text] = narrowed ? [t.inbox.noneTitle, t.inbox.noneText] : [t.inbox.emptyTitle, t.inbox.emptyText]
    return (
      <EmptyState icon={narrowed ? SearchX : Inbox} title={title} text={text}>
        {narrowed && <Button label={t.inbox.reset} onClick={onReset} />}
      </EmptyState>
    )
  }
  const groupOf = (thread: InboxThread): string =>
    order === 'hot' ? t.inbox.heat[heatOf(thread)] : t.inbox.days[dayGroup(thread.lastAt, now)]
  return (
    <div className={selection.isAll || selection.ids.size > 0 ? 'inbox-rows is-selecting' : 'inbox-rows'}>
      <ul ref={list} aria-label={t.inbox.threads}>
        {rows.map((thread, index) => {
          const group = groupOf(thread)
          const before = rows[index - 1]
          return (
            <Row
              key={thread.id}
              thread={thread}
              group={before === undefined || groupOf(before) !== group ? group : null}
              labels={labels}
              marked={several}
              open={thread.id === openId}
              selected={selection.has(thread.id)}
              onSelect={(isRange) => (isRange ? selection.rangeTo(thread.id) : selection.toggle(thread.id))}
              onOpen={() => onOpen(thread.id)}
              now={now}
            />
          )
        })}
      </ul>
      <ListFoot {...props} />
    </div>
  )
}

/** Button for more rows, or the pager; renders nothing if all rows are shown. */
function ListFoot({ rows, page, total, onMore, onPage }: Props) {
  const left = total - page.offset - rows.length
  if (onPage === null) {
    return left > 0 ? (
      <Button label={t.inbox.more(left)} size="s" variant="quiet" wide command={inboxCommands.more} onClick={onMore} />
    ) : null
  }
  if (page.offset === 0 && left <= 0) return null
  return (
    <div className="inbox-pages small">
      <Button
        label={t.inbox.earlierRows}
        size="s"
        variant="quiet"
        disabled={page.offset === 0}
        onClick={() => onPage(-1)}
      />
      <span className="text-3 tabular">{t.inbox.range(page.offset + 1, page.offset + rows.length, total)}</span>
      <Button label={t.inbox.laterRows} size="s" variant="quiet" disabled={left <= 0} onClick={() => onPage(1)} />
    </div>
  )
}

type RowProps = {
  thread: InboxThread
  /** Heading of the group that starts with this row. */
  group: string | null
  labels: readonly InboxLabel[]
  /** Shows the client. */
  marked: boolean
  open: boolean
  selected: boolean
  onSelect: (isRange: boolean) => void
  onOpen: () => void
  now: Date
}

function Row({ thread, group, labels, marked, open, selected, onSelect, onOpen, now }: RowProps) {
  const labelling = useLabelUnderWay(thread.id)
  const mark =
    labelling === null ? markOf(thread, labels) : { words: t.inbox.labelling(labelling), tone: 'quiet' as const }
  const unread = thread.unread > 0
  const press = (event: MouseEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) onSelect(event.shiftKey)
    else onOpen()
  }
  const boxPress = (event: MouseEvent) => {
    if (!event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    onSelect(true)
  }
  return (
    <li className={selected ? 'inbox-item is-selected' : 'inbox-item'}>
      {group !== null && <h2 className="inbox-group small">{group}</h2>}
      {/* Shift and a click on the box select a range; the list has its own keys for it. */}
      <span className="inbox-select" onClickCapture={boxPress}>
        <Checkbox
          bare
          checked={selected}
          label={t.inbox.bulk.select(thread.name)}
          onChange={() => onSelect(false)}
          tabIndex={-1}
        />
      </span>
      <button
        type="button"
        className={unread ? 'inbox-row inbox-row-unread' : 'inbox-row'}
        aria-current={open || undefined}
        onClick={press}
      >
        {marked && (
          <span className="inbox-mark">
            <ClientMark of={thread} squareOnly />
          </span>
        )}
        <span className="row">
          <span className="ellipsis grow inbox-name">
            {thread.name}
            <span className="text-3 small inbox-company">{secondaryNameOf(thread)}</span>
          </span>
          {unread && <span className="sr-only">{t.inbox.unread(thread.unread)}</span>}
          <HeatMark thread={thread} />
          <span className="text-3 small inbox-ago" title={formatExact(thread.lastAt)}>
            <Time iso={thread.lastAt} as="ago" now={now} />
          </span>
        </span>
        <span className="ellipsis inbox-subject">
          <bdi>{thread.subject}</bdi>
        </span>
        <span className="row">
          <span className="ellipsis grow text-2 small">
            {thread.unsent && (
              <span className={thread.unsent === 'failed' ? 'inbox-unsent text-bad' : 'inbox-unsent'}>
                {t.inbox.unsent[thread.unsent]}{' '}
              </span>
            )}
            <bdi>{thread.snippet}</bdi>
          </span>
          <MarkBadge mark={mark} />
        </span>
      </button>
    </li>
  )
}

/** A flame for a hot conversation, a fainter one for a warm one; the reason is shown on hover. */
function HeatMark({ thread }: { thread: InboxThread }) {
  const heat = heatOf(thread)
  if (heat === 'rest') return null
  const why = [t.inbox.score(thread.score), ...whyLines(thread)]
  return (
    <span className={heat === 'hot' ? 'inbox-heat inbox-heat-hot' : 'inbox-heat'} title={why.join('\n')}>
      <Icon of={Flame} size={13} />
      <span className="sr-only">{t.inbox.heat[heat]}</span>
    </span>
  )
}
