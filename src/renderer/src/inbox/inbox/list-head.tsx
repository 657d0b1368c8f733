import { CalendarCheck, Ellipsis, FilterX, ListFilter, RefreshCw, Search } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { InboxBox, InboxCounts } from '#shared/contract/inbox/inbox.ts'
import { type Action, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatAgo, formatNumber, t } from '../../core/lib/texts.ts'
import { useResetFilters } from '../../core/stores/reset-filters.ts'
import { IconButton } from '../../core/ui/button.tsx'
import { TextInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { labelsSyncText } from '../../events/events/labels-sync-text.ts'
import { inboxCommands } from '../commands.ts'
import { type Filters, firstFilters } from './filters.ts'
import { labelName } from './label-text.ts'
import { mailsSyncText } from './mails-sync-text.ts'
import { ResumedSteps } from './resumed-steps.tsx'

/** Tabs, followed by those under *More*. */
const tabs: readonly InboxBox[] = ['answer', 'waiting', 'snoozed', 'done']
const moreBoxes: readonly InboxBox[] = ['followUp', 'interested', 'noReply', 'all']
const olderThan = [3, 7, 14, 30, 90] as const

/** Empty until it is known: interested leads are counted once all labels are synced, conversations once all emails are. */
function countOf(counts: InboxCounts, box: InboxBox): string {
  const count = box === 'interested' ? counts.interested : counts.mails.known ? counts[box] : null
  return count === null ? '' : formatNumber(count)
}

type Props = {
  filters: Filters
  counts: InboxCounts | undefined
  onChange: (next: Partial<Filters>) => void
  sync: Action<[]>
  total: number | undefined
  client: ClientFilter
  /** Marks conversations in the list as done that are older than this many days. */
  onOlder: Action<[number]>
}

/** Filters of the list (box, search, label, campaign, order), and how recently it was synced. */
export function ListHead({ filters, counts, onChange, sync, total, client, onOlder }: Props) {
  const words = t.inbox
  const field = useRef<HTMLInputElement>(null)
  useCommand(inboxCommands.search, () => field.current?.focus())
  const state = useQuery('inbox.syncState', { workspaceId: client.workspaceId }, { everyMs: 30_000 }).data
  const mails = counts?.mails
  const reset = useResetFilters(
    () => onChange(firstFilters),
    () => onChange(filters),
  )
  const narrowedNow =
    JSON.stringify({ ...filters, box: firstFilters.box, order: firstFilters.order }) !== JSON.stringify(firstFilters)
  const boxBefore = useRef<InboxBox | null>(null)
  /** A search covers all boxes; clearing it returns to the previous box. */
  const look = (search: string) => {
    if (search === filters.search) return
    const back = filters.box === 'all' ? boxBefore.current : null
    if (filters.search === '') boxBefore.current = filters.box
    onChange({ search, ...(filters.search === '' ? { box: 'all' } : search === '' && back ? { box: back } : {}) })
  }
  useBoxCommands((box) => onChange({ box }))
  useCommand(inboxCommands.unreadOnly, () => onChange(unreadToggled(filters)))
  useCommand(inboxCommands.unsureOnly, () => onChange(unsureToggled(filters)))
  useCommand(inboxCommands.reset, narrowedNow ? reset : null)
  const [asked, setAsked] = useState(false)
  const filtersShown = asked || narrowedNow
  const { strip, folded } = useFoldedTabs()
  const behind = [...tabs.filter((of) => folded.has(of)), ...moreBoxes]
  return (
    <div className="inbox-head">
      <div className="row">
        <div className="grow">
          <TextInput
            ref={field}
            type="search"
            icon={Search}
            clearable
            aria-label={words.search}
            placeholder={words.search}
            value={filters.search}
            onChange={look}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' && event.key !== 'Enter') return
              if (event.key === 'Escape') look('')
              // Keys go to the list again, and Tab continues from here.
              document.getElementById('content')?.focus({ preventScroll: true })
            }}
            maxLength={300}
          />
        </div>
        <IconButton
          icon={ListFilter}
          label={words.filter}
          aria-expanded={filtersShown}
          className={filtersShown ? 'is-on' : undefined}
          onClick={() => setAsked(!asked)}
        />
        <IconButton
          icon={RefreshCw}
          label={words.syncNow}
          onClick={sync.run}
          aria-busy={sync.busy}
          className={sync.busy ? 'is-turning' : undefined}
        />
        {filters.box !== 'done' && (
          <Menu
            trigger={<IconButton icon={CalendarCheck} label={words.bulk.olderTitle} aria-busy={onOlder.busy} />}
            items={olderThan.map((days) => ({ label: words.bulk.older(days), onSelect: () => onOlder.run(days) }))}
          />
        )}
      </div>
      <BoxTabs strip={strip} behind={behind} box={filters.box} counts={counts} onChange={(box) => onChange({ box })} />
      {onOlder.error && <ErrorNote error={onOlder.error} />}
      <ResumedSteps />
      {filtersShown && (
        <FilterRow filters={filters} client={client} onChange={onChange} onReset={narrowedNow ? reset : null} />
      )}
      <p className="inbox-fresh text-3 small tabular" role="status">
        {behind.includes(filters.box) && `${words.boxes[filters.box]}: `}
        {mails && !mails.known ? mailsSyncText(mails) : total !== undefined && words.found(total)}
        {filters.box === 'interested' && counts && !counts.labels.known && ` · ${labelsSyncText(counts.labels)}`}
        {filters.box === 'interested' &&
          counts &&
          counts.suggested > 0 &&
          ` · ${words.suggestedCount(counts.suggested)}`}
        {total !== undefined &&
          mails?.known !== false &&
          (state?.syncedAt ? ` · ${words.synced(formatAgo(state.syncedAt))}` : mails?.known && ` · ${words.notSynced}`)}
      </p>
      {state?.problem && (
        <ErrorNote
          error={state.problem}
          tone="warn"
          client={state.problem.workspaceId}
          onAction={sync.run}
          actionLabel={t.ui.tryAgain}
        />
      )}
    </div>
  )
}

function useBoxCommands(show: (box: InboxBox) => void): void {
  const to = (box: InboxBox) => () => show(box)
  useCommand(inboxCommands.boxAnswer, to('answer'))
  useCommand(inboxCommands.boxFollowUp, to('followUp'))
  useCommand(inboxCommands.boxWaiting, to('waiting'))
  useCommand(inboxCommands.boxInterested, to('interested'))
  useCommand(inboxCommands.boxSnoozed, to('snoozed'))
  useCommand(inboxCommands.boxNoReply, to('noReply'))
  useCommand(inboxCommands.boxDone, to('done'))
  useCommand(inboxCommands.boxAll, to('all'))
}

const unreadToggled = ({ unread }: Filters): Partial<Filters> => ({ unread: !unread })
const unsureToggled = ({ unsure }: Filters): Partial<Filters> =>
  unsure ? { unsure: false } : { unsure: true, box: 'all' }

type FilterRowProps = Pick<Props, 'filters' | 'client' | 'onChange'> & {
  /** Null if no filter is set. */
  onReset: (() => void) | null
}

function FilterRow({ filters, client, onChange, onReset }: FilterRowProps) {
  const words = t.inbox
  const labels = useQuery('inbox.labels', { workspaceId: client.workspaceId }).data ?? []
  const campaigns = useQuery('inbox.campaigns', client).data ?? []
  return (
    <div className="inbox-filters">
      <Select
        plain
        label={words.order}
        value={filters.order}
        onChange={(order) => onChange({ order })}
        options={(['newest', 'hot'] as const).map((value) => ({ value, label: words.orders[value] }))}
      />
      <Select
        plain
        label={words.labelOrSuggestion}
        value={filters.interest}
        onChange={(interest) => onChange({ interest })}
        options={[
          { value: null, label: words.anyLabel },
          ...labels.map((label) => ({ value: label.value, label: labelName(label) })),
        ]}
      />
      <Select
        plain
        label={words.campaign}
        value={filters.campaignId}
        onChange={(campaignId) => onChange({ campaignId })}
        options={[
          { value: null, label: words.anyCampaign },
          ...campaigns.map(({ id, name }) => ({ value: id, label: name ?? id })),
        ]}
      />
      <Select
        plain
        label={words.assigned}
        value={filters.assigned}
        onChange={(assigned) => onChange({ assigned })}
        options={[
          { value: null, label: words.anyAssigned },
          { value: '*', label: words.someone },
          { value: words.me, label: words.me },
        ]}
      />
      <button
        type="button"
        className="inbox-toggle"
        aria-pressed={filters.unread}
        onClick={() => onChange(unreadToggled(filters))}
      >
        {words.onlyUnread}
      </button>
      <button
        type="button"
        className="inbox-toggle"
        aria-pressed={filters.unsure}
        onClick={() => onChange(unsureToggled(filters))}
      >
        {words.onlyUnsure}
      </button>
      {onReset && <IconButton size="s" icon={FilterX} label={words.reset} onClick={onReset} />}
    </div>
  )
}

type BoxTabsProps = {
  strip: RefObject<HTMLDivElement | null>
  /** Boxes in the menu. */
  behind: readonly InboxBox[]
  box: InboxBox
  counts: InboxCounts | undefined
  onChange: (box: InboxBox) => void
}

/** Tabs of the boxes: as many of the usual ones as fit, the others under *More*. */
function BoxTabs({ strip, behind, box, counts, onChange }: BoxTabsProps) {
  const words = t.inbox
  const count = (of: InboxBox) => counts && <span className="tab-count">{countOf(counts, of)}</span>
  const another = behind.includes(box)
  return (
    // A group of fields is not a list.
    <div className="inbox-tabs" role="group" aria-label={words.box}>
      <div className="inbox-tabs-strip" ref={strip}>
        {tabs.map((of) => (
          <button
            key={of}
            type="button"
            className={behind.includes(of) ? 'tab is-folded' : 'tab'}
            data-box={of}
            data-state={of === box ? 'active' : undefined}
            aria-pressed={of === box}
            onClick={() => onChange(of)}
          >
            <span className="ellipsis">{words.boxes[of]}</span>
            {/* The number of conversations done is not work left, so only the list shows it. */}
            {of !== 'done' && count(of)}
          </button>
        ))}
      </div>
      <Menu
        trigger={
          <IconButton
            size="s"
            icon={Ellipsis}
            className={another ? 'is-on' : undefined}
            label={another ? `${words.moreBoxes}: ${words.boxes[box]}` : words.moreBoxes}
          />
        }
        items={behind.map((of) => ({
          label: words.boxes[of],
          chosen: of === box,
          after: count(of),
          onSelect: () => onChange(of),
        }))}
      />
    </div>
  )
}

/** Returns the tabs that do not fit: they wrap to a hidden line. */
function useFoldedTabs() {
  const strip = useRef<HTMLDivElement>(null)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const root = strip.current
    if (!root) return undefined
    const observer = new IntersectionObserver(
      (entries) =>
        setFolded((before) => {
          const next = new Set(before)
          for (const { target, isIntersecting } of entries) {
            const { box } = target instanceof HTMLElement ? target.dataset : {}
            if (box === undefined) continue
            if (isIntersecting) next.delete(box)
            else next.add(box)
          }
          return next
        }),
      { root, threshold: 0.5 },
    )
    for (const tab of root.children) observer.observe(tab)
    return () => observer.disconnect()
  }, [])
  return { strip, folded }
}
