import './feed.css'
import { Download, ScrollText, Undo2 } from 'lucide-react'
import { Fragment, useDeferredValue, useRef, useState } from 'react'
import { type FeedEntry, type FeedGroup, feedGroups } from '#shared/contract/app/feed.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { go } from '../../core/lib/router.ts'
import { formatDayLong, formatNumber, formatTime, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { useShownClock } from '../../core/stores/demo.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentClient, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Button, Icon, Link } from '../../core/ui/button.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Select } from '../../core/ui/select.tsx'
import { rowAfterKey } from '../../core/ui/table-moves.ts'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { lookOf } from './feed-entry-view.ts'
import { FeedPanel } from './feed-panel.tsx'
import { undoEntry } from './undo-entry.ts'

const periods = [1, 7, 30, 90, 365] as const
/** Number of entries shown at first, and added each time more are requested. */
const step = 100

/** All kinds of activity in one list: newest first, by day. */
export function FeedPage() {
  const words = t.feed
  const client = useCurrentClient()
  const [group, setGroup] = useState<FeedGroup>('all')
  const [days, setDays] = useState<(typeof periods)[number]>(7)
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const [limit, setLimit] = useState(step)
  const [chosen, setChosen] = useState<string | null>(null)
  const asked = useQuery('feed.list', { ...client, days, group, search, limit })
  const feed = usePreviousData(asked.data, JSON.stringify(client))
  const save = useAction(async () => {
    const saved = await call('feed.saveCsv', { ...client, days, group, search })
    if (saved) showToast(words.saved(saved.rows, saved.path))
  })
  const list = useRef<HTMLDivElement>(null)
  const entries = feed?.entries ?? []
  const opened = entries.find(({ key }) => key === chosen)
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('button.feed-row') ?? [])]
  const move = (key: string) => {
    const all = rows()
    const at = all.findIndex((row) => row === document.activeElement)
    const next = rowAfterKey(key, at, all.length, 10)
    if (next !== null) all[next]?.focus()
  }
  useShortcut('j', () => move('j'))
  useShortcut('k', () => move('k'))
  const total = feed?.counts[group] ?? 0
  const narrowed = group !== 'all' || search.trim() !== '' || (feed?.counts.all ?? 0) > 0
  useScreenKeys(
    total === 0
      ? []
      : [
          ['j k', t.frame.keys.move],
          ['enter', t.frame.keys.open],
        ],
  )
  return (
    <div className="page">
      <PageHead title={words.title}>
        <Select
          plain
          label={words.period}
          value={days}
          onChange={setDays}
          options={periods.map((one) => ({ value: one, label: words.periods[one] }))}
        />
        <div className="feed-search">
          <SearchInput value={typed} onChange={setTyped} placeholder={words.search} maxLength={200} />
        </div>
        <Button label={words.save} icon={Download} action={save} disabled={entries.length === 0} />
      </PageHead>
      <div className="page-body feed">
        <div className="feed-main">
          <div className="row-wrap">
            <div className="feed-groups" role="group" aria-label={words.filters}>
              {feedGroups.map((one) => (
                <button
                  key={one}
                  type="button"
                  className="feed-group"
                  aria-pressed={one === group}
                  onClick={() => {
                    setGroup(one)
                    setLimit(step)
                  }}
                >
                  {one === 'problems' && (feed?.counts.problems ?? 0) > 0 && <Dot tone="warn" />}
                  {words.groups[one]}
                  <span className="text-3 tabular">{formatNumber(feed?.counts[one] ?? 0)}</span>
                </button>
              ))}
            </div>
          </div>
          {save.error && <ErrorNote error={save.error} onAction={save.run} />}
          {asked.error && <ErrorNote error={asked.error} onAction={asked.refetch} />}
          <Scrolls className="card feed-list" ref={list} role="region" aria-label={words.title}>
            {feed && entries.length === 0 && (
              <EmptyState
                icon={ScrollText}
                title={words.noneTitle}
                text={narrowed ? words.noneText : words.noneYetText}
              />
            )}
            <Days entries={entries} chosen={opened?.key ?? null} onChoose={setChosen} />
            {entries.length < total && (
              <div className="feed-more">
                <Button label={words.more(total - entries.length)} size="s" onClick={() => setLimit(limit + step)} />
              </div>
            )}
            {feed?.cut && entries.length >= total && <p className="feed-more text-3 small">{words.cut}</p>}
          </Scrolls>
        </div>
        {opened && <FeedPanel key={opened.key} entry={opened} entries={entries} onClose={() => setChosen(null)} />}
      </div>
    </div>
  )
}

type DaysProps = {
  entries: readonly FeedEntry[]
  chosen: string | null
  onChoose: (key: string | null) => void
}

const dayOf = (iso: string): string => formatDayLong(new Date(iso))

function Days({ entries, chosen, onChoose }: DaysProps) {
  const today = formatDayLong(useShownClock()())
  return entries.map((entry, at) => {
    const day = dayOf(entry.at)
    const before = entries[at - 1]
    return (
      <Fragment key={entry.key}>
        {(!before || dayOf(before.at) !== day) && (
          <h2 className="feed-day">{day === today ? t.feed.today(day) : day}</h2>
        )}
        <Row entry={entry} on={entry.key === chosen} onChoose={onChoose} />
      </Fragment>
    )
  })
}

function Row({ entry, on, onChoose }: { entry: FeedEntry; on: boolean; onChoose: DaysProps['onChoose'] }) {
  const workspaces = useWorkspaces()
  const client = workspaces?.find(({ id }) => id === entry.workspaceId)
  const { icon, tone, who, what, detail, to, act } = lookOf(entry)
  return (
    <div className={on ? 'feed-line feed-line-on' : 'feed-line'}>
      <button
        type="button"
        className="feed-row"
        aria-pressed={on}
        onClick={() => onChoose(on ? null : entry.key)}
        onDoubleClick={() => to && go(to)}
      >
        <span className="feed-time tabular text-2">{formatTime(entry.at)}</span>
        {client ? (
          <span title={client.name}>
            <WorkspaceSquare colour={client.colour} />
            <span className="sr-only">{client.name}</span>
          </span>
        ) : (
          <span className="feed-no-client" />
        )}
        <Icon of={icon} className={tone} />
        <span className="ellipsis grow">
          <b>{who}</b> {what} {detail && <span className="text-2">{detail}</span>}
        </span>
      </button>
      {/* An opt-out cannot be undone from the list: its entry explains what that means. */}
      {entry.undo && entry.undo.kind !== 'opt_out' ? (
        <Button
          label={t.ui.undo}
          size="s"
          variant="quiet"
          icon={Undo2}
          onClick={() => void undoEntry(entry).catch(showFailure)}
        />
      ) : (
        to &&
        act && (
          <Link to={to} className="feed-act">
            {act}
          </Link>
        )
      )}
    </div>
  )
}
