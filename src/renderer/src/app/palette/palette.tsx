import './palette.css'
import { Search, UsersRound } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { call, useQuery } from '../../core/lib/backend.ts'
import { type BoundCommand, boundCommands } from '../../core/lib/commands.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { showsDemo } from '../../core/stores/demo.ts'
import { usePauses } from '../../core/stores/pauses.ts'
import { useClientParts, useCurrentClient, useCurrentPart, useCurrentWorkspace } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Icon } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Kbd } from '../../core/ui/kbd.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { requestPeriod } from '../../insights/analytics/requested-period.ts'
import { openWhole } from '../../leads/slots.ts'
import { Marked } from './marked.tsx'
import type { PaletteItem } from './palette-item.ts'
import { paletteItems } from './palette-items.ts'
import { verbOf } from './verb-items.ts'

type Props = {
  workspaces: readonly Workspace[]
  onSwitch: (workspaceId: WorkspaceId, partId?: ClientPartId | null) => void
  onClose: () => void
}

/** The command palette: finds every command and everything stored by a few letters. */
export function Palette({ workspaces, onSwitch, onClose }: Props) {
  const current = useCurrentWorkspace()
  const parts = useClientParts() ?? noParts
  const part = useCurrentPart()
  const inDemo = showsDemo(current, workspaces)
  const [open, setOpen] = useState(true)
  const chosen = useRef<PaletteItem | null>(null)
  // Fixed when the palette opens: the commands of the screen below do not change while it is open.
  const [commands] = useState(commandsNow)
  const [typed, setTyped] = useState('')
  const text = typed.trim().slice(0, 200)
  const pauses = usePauses()
  const recent = useQuery('palette.recent', {}).data ?? noneRecent
  const [limit, setLimit] = useState<WorkspaceId | null>(null)
  const client = limit ?? current?.id ?? null
  const answer = useQuery('palette.search', text ? { text, workspaceId: client } : null)
  const hits = usePreviousData(answer.data) ?? noHits
  const verb = verbOf(text)
  const byVerb = useQuery('palette.search', verb ? { text: verb.rest, workspaceId: client } : null)
  const verbHits = usePreviousData(byVerb.data) ?? noHits
  const people = useQuery('palette.people', text.length > 1 ? { text, workspaceId: limit, demo: inDemo } : null)
  const found = usePreviousData(people.data) ?? noHits
  const shownClient = useCurrentClient()
  const counts = useQuery('inbox.counts', limit === null ? shownClient : { workspaceId: limit, partId: null }).data
  const toAnswer = counts?.mails.known ? counts.answer : 0
  const demoNow = useQuery('demo.state', {}).data?.now
  const [openedAt] = useState(() => new Date())
  const today = useMemo(() => (inDemo && demoNow ? new Date(demoNow) : openedAt), [inDemo, demoNow, openedAt])
  const items = useMemo(
    () =>
      paletteItems({
        typed,
        commands,
        workspaces,
        parts,
        currentId: client,
        currentPartId: part?.id ?? null,
        inDemo,
        hits,
        verbHits,
        found,
        limit,
        toAnswer,
        today,
        recent,
        pauses,
      }),
    [
      typed,
      commands,
      workspaces,
      parts,
      client,
      part,
      inDemo,
      hits,
      verbHits,
      found,
      limit,
      toAnswer,
      today,
      recent,
      pauses,
    ],
  )

  const act = () => {
    onClose()
    const item = chosen.current
    if (!item) return
    if (item.used) call('palette.used', { item: item.used }).catch(() => {})
    // Items that belong to no client act on the client the search is limited to.
    const leaves = limit !== null && limit !== (current?.id ?? null)
    if (leaves && (item.of === undefined || (current && 'switchTo' in item.act))) onSwitch(limit)
    carryOut(item.act, onSwitch)
  }
  return (
    <Dialog bare open={open} title={t.palette.title} width={640} onClose={() => setOpen(false)} onGone={act}>
      <Finder
        typed={typed}
        client={current?.name ?? null}
        limitedTo={workspaces.find(({ id }) => id === limit)?.name ?? null}
        onLimit={(wanted, by) => {
          const all = workspaces.filter(({ demo }) => demo === inDemo)
          const at = all.findIndex(({ id }) => id === limit)
          // Starts with the client of the marked item, then goes through the others.
          const first = all.find(({ id }) => id === wanted) ?? all.find(({ id }) => id === current?.id) ?? all[0]
          setLimit((limit === null ? first : all.at((at + by) % all.length))?.id ?? null)
        }}
        onUnlimit={limit === null ? null : () => setLimit(null)}
        items={items}
        onType={setTyped}
        onChoose={(item) => {
          chosen.current = item
          setOpen(false)
        }}
      />
    </Dialog>
  )
}

function carryOut(act: PaletteItem['act'], onSwitch: Props['onSwitch']): void {
  if (act.kind === 'run') act.run()
  else if (act.kind === 'client') onSwitch(act.id, act.partId)
  else if (act.kind === 'reports') {
    onSwitch(act.id, act.partId)
    go('/analytics/reports')
  } else if (act.kind === 'figures') {
    requestPeriod(act.period)
    go('/analytics')
  } else {
    if (act.switchTo !== null) onSwitch(act.switchTo)
    if (act.kind === 'go') go(act.path)
    else void openWhole(act.id)
  }
}

/** Returns the bound commands, those of the screen before those that work everywhere. */
function commandsNow(): readonly BoundCommand[] {
  const bound = boundCommands().filter((each) => each.layer === 0)
  const last = new Map(bound.map((each) => [each.command.id, each]))
  return [...last.values()].toSorted(
    (a, b) => Number(a.command.place === 'everywhere') - Number(b.command.place === 'everywhere'),
  )
}

const noneRecent: readonly never[] = []
const noHits: readonly never[] = []
const noParts: readonly never[] = []

type FinderProps = {
  typed: string
  client: string | null
  limitedTo: string | null
  onLimit: (of: WorkspaceId | undefined, by: 1 | -1) => void
  onUnlimit: (() => void) | null
  items: readonly PaletteItem[]
  onType: (typed: string) => void
  onChoose: (item: PaletteItem) => void
}

function Finder({ typed, client, limitedTo, onLimit, onUnlimit, items, onType, onChoose }: FinderProps) {
  const id = useId()
  const listId = `${id}-list`
  const [at, setAt] = useState(0)
  const active = Math.min(at, items.length - 1)
  const list = useRef<HTMLDivElement>(null)
  const isMoved = useRef(false)
  // An item under a resting pointer is not selected; only moving the pointer selects one.
  useEffect(() => {
    // The first item is already visible: scrolling to it would force a layout while the operator types.
    if (active === 0 && !isMoved.current) return
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
    // The marked option depends on these.
  }, [active, items])
  const moves: Readonly<Record<string, () => number>> = {
    ArrowDown: () => (active + 1) % items.length,
    ArrowUp: () => (active + items.length - 1) % items.length,
    PageDown: () => Math.min(items.length - 1, active + 8),
    PageUp: () => Math.max(0, active - 8),
  }
  const byKeys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const move = moves[event.key]
    const item = items[active]
    if (event.key === 'Tab') {
      onLimit(item?.of, event.shiftKey ? -1 : 1)
      setAt(0)
    } else if (event.key === 'Backspace' && typed === '' && onUnlimit) {
      onUnlimit()
      setAt(0)
    } else if (move && items.length > 0) setAt(move())
    else if (event.key === 'Enter' && item) onChoose(item)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="palette-head">
        <Icon of={Search} />
        <input
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
          aria-label={t.palette.title}
          placeholder={t.palette.placeholder}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          maxLength={200}
          value={typed}
          onChange={(event) => {
            onType(event.target.value)
            setAt(0)
          }}
          onKeyDown={byKeys}
        />
        <Badge tone={limitedTo === null ? 'quiet' : 'accent'}>
          {limitedTo === null ? (client ?? t.frame.allClients) : t.palette.limitedTo(limitedTo)}
        </Badge>
        <span className="sr-only" role="status">
          {limitedTo !== null && t.palette.limitedTo(limitedTo)}
        </span>
      </div>
      <div
        ref={list}
        id={listId}
        className="palette-list"
        role="listbox"
        aria-label={t.palette.results}
        onScroll={() => {
          isMoved.current = true
        }}
      >
        <Groups id={id} items={items} typed={typed} active={active} onPoint={setAt} onChoose={onChoose} />
      </div>
      {items.length === 0 && (
        <p className="palette-none">
          <b>{t.palette.none}</b> {t.palette.noneHint}
        </p>
      )}
      <Foot count={items.length} limited={limitedTo !== null} />
    </>
  )
}

type GroupsProps = Pick<FinderProps, 'items' | 'typed' | 'onChoose'> & {
  /** Prefix of the ids of groups and options. */
  id: string
  active: number
  onPoint: (at: number) => void
}

function Groups({ id, items, typed, active, onPoint, onChoose }: GroupsProps) {
  return groupsOf(items).map(({ group, first, of }) => (
    <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
      <div id={`${id}-${group}`} className="palette-group" role="presentation">
        {t.palette.groups[group]}
      </div>
      {of.map((item, index) => (
        <Option
          key={item.key}
          id={`${id}-${first + index}`}
          typed={typed}
          item={item}
          active={first + index === active}
          onPoint={() => onPoint(first + index)}
          onChoose={() => onChoose(item)}
        />
      ))}
    </div>
  ))
}

type OptionProps = {
  id: string
  item: PaletteItem
  typed: string
  active: boolean
  onPoint: () => void
  onChoose: () => void
}

function Option({ id, item, typed, active, onPoint, onChoose }: OptionProps) {
  return (
    // The field handles the keys.
    <div
      id={id}
      role="option"
      aria-selected={active}
      className="palette-item"
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <Icon of={item.icon ?? UsersRound} />
      <span className="ellipsis palette-label" title={item.label}>
        <Marked text={item.label} typed={typed} />
      </span>
      {item.hint && <span className="ellipsis palette-hint">{item.hint}</span>}
      <span className="push row">
        {item.colour !== undefined && <WorkspaceSquare colour={item.colour} />}
        {item.keys && <Kbd keys={item.keys} />}
      </span>
    </div>
  )
}

/** Shows the keys, and announces the number of results to screen readers once typing pauses. */
function Foot({ count, limited }: { count: number; limited: boolean }) {
  const announcedCount = useDebounced(count, 600)
  return (
    <div className="palette-foot">
      <span className="row" aria-hidden>
        <Kbd keys="enter" /> {t.palette.choose}
      </span>
      <span className="row" aria-hidden>
        <Kbd keys="arrowup" /> <Kbd keys="arrowdown" /> {t.palette.move}
      </span>
      <span className="row" aria-hidden>
        <Kbd keys={limited ? 'backspace' : 'tab'} /> {limited ? t.palette.unlimit : t.palette.limit}
      </span>
      <span className="row" aria-hidden>
        <Kbd keys="escape" /> {t.palette.close}
      </span>
      <span className="push tabular" aria-hidden>
        {t.palette.found(count)}
      </span>
      <span className="sr-only" role="status">
        {announcedCount === 0 ? t.palette.none : t.palette.found(announcedCount)}
      </span>
    </div>
  )
}

/** Groups consecutive items of the same group, with the index of the first. */
function groupsOf(items: readonly PaletteItem[]) {
  const found: { group: PaletteItem['group']; first: number; of: PaletteItem[] }[] = []
  for (const [at, item] of items.entries()) {
    const last = found.at(-1)
    if (last?.group === item.group) last.of.push(item)
    else found.push({ group: item.group, first: at, of: [item] })
  }
  return found
}
