import {
  ChartColumn,
  FileText,
  Inbox,
  List,
  Megaphone,
  MessageSquare,
  Pause,
  Play,
  Send,
  UserRound,
} from 'lucide-react'
import type { PaletteHit, PaletteKey, PaletteMatch, RecentItem } from '#shared/contract/app/palette.ts'
import type { PauseState } from '#shared/contract/background/pauses.ts'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { canSwitch, isSwitchedOn } from '#shared/domain/campaigns/campaign-state.ts'
import { localDate } from '#shared/domain/core/days.ts'
import { foldText, fuzzyFind, matchScore, searchWords } from '#shared/domain/core/fuzzy.ts'
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { NamedPeriod } from '#shared/domain/insights/analytics/period.ts'
import type { ClientPartId, ListId, WorkspaceId } from '#shared/ids.ts'
import { pauseClient, switchAndReport } from '../../campaigns/campaigns/switch-campaigns.ts'
import type { BoundCommand, Command } from '../../core/lib/commands.ts'
import { formatMonthLong, formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { askToPause, isPausedIn, resumeWork } from '../../core/stores/pauses.ts'
import type { LucideIcon } from '../../core/ui/button.tsx'
import { verdictText } from '../../exports/ledger/verdict-text.ts'

/** Order of the groups when they match equally well. */
const groups = [
  'next',
  'do',
  'go',
  'settings',
  'clients',
  'people',
  'conversations',
  'lists',
  'exports',
  'campaigns',
  'others',
] as const
export type PaletteGroup = (typeof groups)[number]

export type PaletteItem = {
  readonly key: string
  readonly group: PaletteGroup
  readonly label: string
  readonly hint?: string | undefined
  readonly icon?: LucideIcon | undefined
  /** Colour of the client; undefined if it belongs to none. */
  readonly colour?: number | undefined
  readonly keys?: string | undefined
  /** Client it belongs to; undefined if it belongs to none. */
  readonly of?: WorkspaceId | undefined
  /** Folded words it is found by, in addition to its label. */
  readonly words?: string | undefined
  /** Null if it is not remembered. */
  readonly used: PaletteKey | null
  readonly act: PaletteAct
}

/** What choosing an item does. Switches the client only if the item has `switchTo`. */
export type PaletteAct =
  | { readonly kind: 'run'; readonly run: () => void }
  | { readonly kind: 'client'; readonly id: WorkspaceId; readonly partId: ClientPartId | null }
  | { readonly kind: 'figures'; readonly period: NamedPeriod | { readonly from: string; readonly to: string } }
  | { readonly kind: 'reports'; readonly id: WorkspaceId; readonly partId: ClientPartId | null }
  | { readonly kind: 'go'; readonly path: string; readonly switchTo: WorkspaceId | null }
  | { readonly kind: 'export'; readonly id: ListId; readonly switchTo: WorkspaceId | null }

export type PaletteQuery = {
  readonly typed: string
  /** Commands that can run now, without duplicates. */
  readonly commands: readonly BoundCommand[]
  readonly workspaces: readonly Workspace[]
  /** Clients that are parts of a workspace. */
  readonly parts: readonly ClientPart[]
  readonly currentId: WorkspaceId | null
  readonly currentPartId: ClientPartId | null
  /** Whether the demo is shown: then only its items are found. */
  readonly inDemo: boolean
  /** Search results for this or an earlier text. */
  readonly hits: readonly PaletteHit[]
  /** Search results for the words after a verb. */
  readonly verbHits: readonly PaletteHit[]
  /** Search results among people and conversations. */
  readonly found: readonly PaletteMatch[]
  /** Limits the items to this client and to those that belong to none. */
  readonly limit: WorkspaceId | null
  /** Number of unanswered replies. */
  readonly toAnswer: number
  /** The operator's date; in the demo, the demo's own date. */
  readonly today: Date
  readonly recent: readonly RecentItem[]
  readonly pauses: PauseState | undefined
}

const maxNext = 5
const maxRecent = 2
const maxOfScreen = 2
const maxOfGroup = 8
/** Recently used items are likely to be wanted again. */
const recentBonus = 12
/** An exact match of the name outranks items that begin with it and recently used ones. */
const sameBonus = 50

/** Returns everything the palette shows, group by group. */
export function paletteItems(asked: PaletteQuery): readonly PaletteItem[] {
  const words = searchWords(asked.typed)
  if (words.length > 0) return withWords(asked, words)
  // Limited to a client without typed words: lists the items of this client.
  return nextItems(asked)
}

/** Common actions, offered if nothing else is likely. */
const usualNext = [
  'go.inbox',
  'imports.choose',
  'go.analytics',
  'go.reports',
  'go.accounts',
  'go.campaigns',
  'go.lists',
]

/** Left out when there is an item for answering replies, which is more specific. */
const answering = ['command:go.inbox', 'command:inbox.reply']

/** Returns the five likely next steps: replies to answer, recent items, commands of this screen, common actions. */
function nextItems(asked: PaletteQuery): readonly PaletteItem[] {
  const commands = commandItems(asked)
  const ofScreen = new Set(
    asked.commands.flatMap(({ command }) =>
      command.place !== 'everywhere' && command.group === 'do' ? [`command:${command.id}`] : [],
    ),
  )
  const answer: PaletteItem = {
    key: 'answer',
    group: 'next',
    label: t.home.answerReplies(asked.toAnswer),
    icon: Inbox,
    used: null,
    act: { kind: 'go', path: '/inbox', switchTo: null },
  }
  const usual = usualNext.flatMap((id) => commands.filter(({ key }) => key === `command:${id}`))
  const all = [
    ...(asked.toAnswer > 0 ? [answer] : []),
    ...recentItems(asked).slice(0, maxRecent),
    ...(asked.limit === null ? commands.filter(({ key }) => ofScreen.has(key)).slice(0, maxOfScreen) : []),
    ...usual,
  ].filter(({ key }) => asked.toAnswer === 0 || !answering.includes(key))
  const once = new Map(all.filter((item) => isWithin(item, asked.limit)).map((item) => [item.key, item]))
  return [...once.values()].slice(0, maxNext).map((item) => ({ ...item, group: 'next' }))
}

const isWithin = ({ of }: PaletteItem, limit: WorkspaceId | null): boolean =>
  limit === null || of === undefined || of === limit

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Offers the person page for a typed email address, across all clients. */
function personItems({ typed, found }: PaletteQuery): readonly PaletteItem[] {
  const email = typed.trim().toLowerCase()
  if (!address.test(email) || email.length > 320) return []
  if (found.some((one) => one.kind === 'person' && one.email === email)) return []
  return [
    {
      key: 'person',
      group: 'go',
      label: email,
      hint: t.people.paletteHint,
      icon: UserRound,
      used: null,
      act: { kind: 'go', path: personPath(email), switchTo: null },
    },
  ]
}

/** Returns the typed words without fillers; all of them if nothing else is left. */
function meantBy(words: readonly string[]): readonly string[] {
  const fillers = new Set(searchWords(t.palette.fillers))
  const left = words.filter((word) => !fillers.has(word))
  return left.length === 0 ? words : left
}

type Verb = 'pause' | 'start' | 'export'

/** Returns the verb in the typed text (pause, start or export) and the remaining words; null if there is none. */
export function verbOf(typed: string): { readonly verb: Verb; readonly rest: string } | null {
  const { pauseVerbs, startVerbs, exportVerbs } = t.palette
  const verbs = { pause: searchWords(pauseVerbs), start: searchWords(startVerbs), export: searchWords(exportVerbs) }
  const verbIn = (word: string) => (['pause', 'start', 'export'] as const).find((verb) => verbs[verb].includes(word))
  const words = searchWords(typed)
  // Some languages put the verb first, some last.
  const verbWord = words.find((word, at) => (at === 0 || at === words.length - 1) && verbIn(word))
  const verb = verbWord && verbIn(verbWord)
  const rest = meantBy(words.filter((word) => word !== verbWord))
  return !verb || rest.length === 0 ? null : { verb, rest: rest.join(' ') }
}

const maxByVerb = 5

/** Returns the campaigns to pause or start as typed, if they can be, and the lists to export. */
function verbItems(asked: PaletteQuery): readonly PaletteItem[] {
  const order = verbOf(asked.typed)
  if (order === null) return []
  const words = searchWords(order.rest)
  return asked.verbHits
    .flatMap((hit): readonly PaletteItem[] => {
      const workspace = asked.workspaces.find(({ id }) => id === hit.workspaceId)
      if (!workspace || workspace.demo !== asked.inDemo) return []
      const does =
        order.verb === 'export' ? exportOfHit(hit, asked.currentId) : switchOfHit(hit, order.verb === 'start')
      if (does === null || matchScore(words, foldText(does.name)) === null) return []
      const { name: _name, ...item } = does
      return [{ ...item, group: 'do', hint: workspace.name, colour: workspace.colour, of: workspace.id, used: null }]
    })
    .filter((item) => isWithin(item, asked.limit))
    .slice(0, maxByVerb)
}

type ByVerb = Pick<PaletteItem, 'key' | 'label' | 'icon' | 'act'> & { readonly name: string }

function switchOfHit(hit: PaletteHit, active: boolean): ByVerb | null {
  if (hit.kind !== 'campaign' || hit.pageId === null || hit.state === null) return null
  if (!canSwitch(hit.state) || isSwitchedOn(hit.state) === active) return null
  const id = hit.pageId
  return {
    key: `switch:${id}`,
    name: hit.name,
    label: (active ? t.palette.startCampaign : t.palette.pauseCampaign)(hit.name),
    icon: active ? Play : Pause,
    act: { kind: 'run', run: () => void switchAndReport([id], active) },
  }
}

/** Leads to the review: nothing is sent yet. */
function exportOfHit(hit: PaletteHit, currentId: WorkspaceId | null): ByVerb | null {
  if (hit.kind !== 'list' || hit.archived) return null
  const leaves = currentId !== null && currentId !== hit.workspaceId
  return {
    key: `exportList:${hit.id}`,
    name: hit.name,
    label: t.palette.exportList(hit.name),
    icon: Send,
    act: { kind: 'export', id: hit.id, switchTo: leaves ? hit.workspaceId : null },
  }
}

function withWords(asked: PaletteQuery, typedWords: readonly string[]): readonly PaletteItem[] {
  const words = meantBy(typedWords)
  const typed = words.join(' ')
  const recent = new Set(recentItems(asked).map((item) => item.key))
  const named = new Map<string, string>()
  for (const { command } of asked.commands) {
    named.set(`command:${command.id}`, foldText(`${command.words()} ${command.keywords()}`))
  }
  const ofScreen = ({ key }: PaletteItem) => asked.commands.some(({ command }) => isOfScreen(command, key))
  const own = [
    ...commandItems(asked).filter((item) => asked.limit === null || asked.limit === asked.currentId || !ofScreen(item)),
    ...clientItems(asked),
    ...pauseItems(asked),
    ...exportItems(asked),
    ...reportItems(asked),
    ...figureItems(asked),
  ].filter((item) => isWithin(item, asked.limit))
  const nameOf = (item: PaletteItem) => named.get(item.key) ?? foldText(`${item.label} ${item.words ?? ''}`)
  const found = fuzzyFind(own, typed, nameOf, own.length)
  // The results may be for an earlier text: those that do not match are hidden, so that they are not chosen by mistake.
  const kept = [...asked.hits.map((hit) => hitItem(hit, asked)), ...asked.found.map((one) => foundItem(one, asked))]
  const hits = kept.flatMap((item) => {
    if (item === null || !isWithin(item, asked.limit)) return []
    const score = matchScore(words, foldText(`${item.label} ${item.words ?? ''}`))
    return score === null ? [] : [{ item, score }]
  })
  // Matches of a verb come before all others.
  const byVerb = verbItems(asked).map((item) => ({ item, score: 1_000 }))
  const bonus = ({ key, label }: PaletteItem) =>
    (recent.has(key) ? recentBonus : 0) + (foldText(label) === typed ? sameBonus : 0)
  const all = [...byVerb, ...found, ...hits]
    .map(({ item, score }) => ({ item, score: score + bonus(item) }))
    .toSorted((a, b) => b.score - a.score)
  const best = (group: PaletteGroup) => all.find(({ item }) => item.group === group)?.score ?? 0
  // Items of other clients never come before those of the current one.
  const order = groups.toSorted((a, b) => Number(a === 'others') - Number(b === 'others') || best(b) - best(a))
  const grouped = order.flatMap((group) =>
    all
      .filter(({ item }) => item.group === group)
      .slice(0, maxOfGroup)
      .map(({ item }) => item),
  )
  return [...personItems(asked), ...grouped]
}

const isOfScreen = ({ id, place }: Command, key: string): boolean => place !== 'everywhere' && key === `command:${id}`

function commandItems({ commands }: PaletteQuery): readonly PaletteItem[] {
  return commands.flatMap(({ command, run }): PaletteItem[] => {
    if (command.id === 'app.palette') return []
    return [
      {
        key: `command:${command.id}`,
        group: command.group,
        label: command.words(),
        hint: command.careful ? t.palette.leadsTo : undefined,
        icon: command.icon,
        keys: command.keys,
        used: { kind: 'command', id: command.id },
        act: { kind: 'run', run },
      },
    ]
  })
}

function clientItems({ workspaces, parts, currentId, currentPartId }: PaletteQuery): readonly PaletteItem[] {
  const shown = (id: WorkspaceId, partId: ClientPartId | null) => id === currentId && partId === currentPartId
  const whole = workspaces.flatMap((workspace, at): PaletteItem[] =>
    shown(workspace.id, null)
      ? []
      : [
          {
            key: `client:${workspace.id}`,
            group: 'clients',
            label: workspace.name,
            colour: workspace.colour,
            of: workspace.id,
            keys: at < 9 ? `mod+${at + 1}` : undefined,
            used: { kind: 'client', id: workspace.id },
            act: { kind: 'client', id: workspace.id, partId: null },
          },
        ],
  )
  const within = parts.flatMap(({ id, workspaceId, name, colour }): PaletteItem[] => {
    const workspace = workspaces.find((each) => each.id === workspaceId)
    if (!workspace || shown(workspaceId, id)) return []
    return [
      {
        key: `part:${id}`,
        group: 'clients',
        label: name,
        hint: t.clients.partOf(workspace.name),
        colour,
        of: workspaceId,
        used: { kind: 'part', id },
        act: { kind: 'client', id: workspaceId, partId: id },
      },
    ]
  })
  return [...whole, ...within]
}

/** Items that pause or resume Sendoff's work for a client, or for all. */
function workPauses({ workspaces, pauses }: PaletteQuery): readonly PaletteItem[] {
  const item = (
    key: string,
    label: string,
    isPaused: boolean,
    run: () => void,
    colour?: number,
    of?: WorkspaceId,
  ): PaletteItem => ({
    key,
    group: 'do',
    label,
    icon: isPaused ? Play : Pause,
    colour,
    of,
    used: null,
    act: { kind: 'run', run },
  })
  const all = pauses?.everything != null
  return [
    item('work:all', all ? t.pauses.resumeAll : t.pauses.askAll, all, () =>
      all ? resumeWork(null) : askToPause('everything'),
    ),
    ...workspaces.map(({ id, name, colour }) => {
      const isPaused = isPausedIn(pauses, id)
      const run = () => (isPaused ? resumeWork(id) : askToPause({ workspaceId: id, name }))
      return item(`work:${id}`, isPaused ? t.pauses.resumeOf(name) : t.pauses.askOf(name), isPaused, run, colour, id)
    }),
  ]
}

/** Items that pause all campaigns of a client, one per client. */
function pauseItems(asked: PaletteQuery): readonly PaletteItem[] {
  const { workspaces, parts } = asked
  const item = (workspaceId: WorkspaceId, partId: ClientPartId | null, name: string, colour: number): PaletteItem => ({
    key: `pause:${workspaceId} ${partId ?? 0}`,
    group: 'do',
    label: t.campaigns.pauseAllOf(name),
    icon: Pause,
    colour,
    of: workspaceId,
    used: null,
    act: { kind: 'run', run: () => void pauseClient({ workspaceId, partId }, name) },
  })
  return [
    ...workPauses(asked),
    ...workspaces.map(({ id, name, colour }) => item(id, null, name, colour)),
    ...parts.map(({ id, workspaceId, name, colour }) => item(workspaceId, id, name, colour)),
  ]
}

/** Items that export a list, one per client: each leads to the client's lists. */
function exportItems({ workspaces, currentId }: PaletteQuery): readonly PaletteItem[] {
  return workspaces.map(({ id, name, colour }) => ({
    key: `exportOf:${id}`,
    group: 'do',
    label: t.palette.exportOf(name),
    icon: Send,
    colour,
    of: id,
    used: null,
    act: { kind: 'go', path: '/lists', switchTo: currentId === id ? null : id },
  }))
}

function reportItems({ workspaces, parts }: PaletteQuery): readonly PaletteItem[] {
  const item = (id: WorkspaceId, part: ClientPart | null, name: string, hint?: string): PaletteItem => ({
    key: `reports:${id} ${part?.id ?? 0}`,
    group: 'go',
    label: t.reports.ofClient(name),
    hint,
    of: id,
    icon: FileText,
    used: part ? { kind: 'part', id: part.id } : { kind: 'client', id },
    act: { kind: 'reports', id, partId: part?.id ?? null },
  })
  return workspaces.flatMap(({ id, name }) => [
    item(id, null, name),
    ...parts
      .filter(({ workspaceId }) => workspaceId === id)
      .map((part) => item(id, part, part.name, t.clients.partOf(name))),
  ])
}

const periodWords: readonly NamedPeriod[] = ['week', 'month', 'quarter', 'year']

/** Items that open the figures for a period, found by a text such as "meetings last month". */
function figureItems({ today, typed }: PaletteQuery): readonly PaletteItem[] {
  const [year, month] = [today.getFullYear(), today.getMonth()]
  const monday = new Date(year, month, today.getDate() - ((today.getDay() + 6) % 7))
  const upToNow = (from: Date) => ({ from: dayOf(from), to: dayOf(today) })
  const names = t.palette.periods
  const named = (name: string) => searchWords(typed).some((word) => word.length > 2 && foldText(name).startsWith(word))
  // Named months, up to a year back.
  const months = Array.from({ length: 12 }, (_, at) => {
    const first = new Date(year, month - 1 - at, 1)
    const period = { from: dayOf(first), to: dayOf(new Date(first.getFullYear(), first.getMonth() + 1, 0)) }
    return { name: formatMonthLong(first), period }
  })
  const periods = [
    { name: names.lastMonth, period: months[0]?.period ?? upToNow(today) },
    { name: names.thisWeek, period: upToNow(monday) },
    { name: names.thisMonth, period: upToNow(new Date(year, month, 1)) },
    { name: names.thisYear, period: upToNow(new Date(year, 0, 1)) },
    ...periodWords.map((period) => ({ name: t.analytics.periods[period].toLowerCase(), period })),
    ...months.filter(({ name }) => named(name)),
  ]
  return figures.flatMap((figure) =>
    periods.map(({ name, period }) => ({
      key: `figures:${figure} ${name}`,
      group: 'go' as const,
      label: `${t.palette.figures[figure]}, ${name}`,
      words: t.palette.figureWords[figure],
      icon: ChartColumn,
      used: null,
      act: { kind: 'figures' as const, period },
    })),
  )
}

const figures = ['meetings', 'replied', 'interested', 'contacted', 'bounced'] as const

const dayOf = (date: Date): string => localDate(date.getTime())

/** Returns the item of a person or conversation; null if its client is no longer shown. */
function foundItem(found: PaletteMatch, { workspaces, currentId, inDemo }: PaletteQuery): PaletteItem | null {
  const workspace = workspaces.find(({ id }) => id === found.workspaceId)
  if (!workspace || workspace.demo !== inDemo) return null
  const common = { of: workspace.id, colour: workspace.colour, used: null }
  if (found.kind === 'person') {
    const label = found.name || found.company || found.email
    const about = [found.title, found.company].filter((part) => part !== '' && part !== label).join(', ')
    return {
      ...common,
      key: `person:${found.email}`,
      group: 'people',
      label,
      words: `${found.email} ${about}`,
      hint: about || (label === found.email ? workspace.name : found.email),
      icon: UserRound,
      act: { kind: 'go', path: personPath(found.email), switchTo: null },
    }
  }
  return {
    ...common,
    key: `conversation:${found.id}`,
    group: 'conversations',
    label: found.name || found.email,
    words: `${found.email} ${found.subject}`,
    hint: `${found.subject || t.palette.noSubject} · ${formatWhen(new Date(found.lastAt).toISOString())}`,
    icon: MessageSquare,
    act: {
      kind: 'go',
      path: `/inbox/${found.id}`,
      switchTo: currentId !== null && currentId !== workspace.id ? workspace.id : null,
    },
  }
}

function recentItems(asked: PaletteQuery): readonly PaletteItem[] {
  const byKey = new Map([...commandItems(asked), ...clientItems(asked)].map((item) => [item.key, item]))
  return asked.recent.flatMap((recent) => {
    const item =
      recent.kind === 'command' || recent.kind === 'client' || recent.kind === 'part'
        ? byKey.get(`${recent.kind}:${recent.id}`)
        : hitItem(recent, asked)
    return item ? [item] : []
  })
}

/** Returns the item of a stored object; null if its client is no longer shown. */
function hitItem(hit: PaletteHit, { workspaces, currentId, inDemo }: PaletteQuery): PaletteItem | null {
  const workspace = workspaces.find((each) => each.id === hit.workspaceId)
  // Demo data is never mixed with real data.
  if (!workspace || workspace.demo !== inDemo) return null
  const leaves = currentId !== null && currentId !== hit.workspaceId
  const whose = leaves ? t.palette.switchesTo(workspace.name) : workspace.name
  const withClient = (what: string) => (leaves || currentId === null ? `${what} · ${whose}` : what)
  const common = { colour: workspace.colour, of: workspace.id, switchTo: leaves ? hit.workspaceId : null }
  switch (hit.kind) {
    case 'list':
      return {
        key: `list:${hit.id}`,
        group: leaves ? 'others' : 'lists',
        icon: List,
        of: common.of,
        label: hit.name,
        hint: withClient(
          hit.archived
            ? t.palette.archivedList(formatNumber(hit.rowCount))
            : t.palette.list(formatNumber(hit.rowCount)),
        ),
        colour: common.colour,
        used: { kind: 'list', id: hit.id },
        act: { kind: 'go', path: `/lists/${hit.id}`, switchTo: common.switchTo },
      }
    case 'export':
      return {
        key: `export:${hit.id}`,
        group: leaves ? 'others' : 'exports',
        icon: Send,
        of: common.of,
        label: `${hit.listName} → ${hit.campaignName}`,
        hint: withClient(`${verdictText({ ...hit, alreadyThere: 0, totals: hit })}, ${formatWhen(hit.createdAt)}`),
        colour: common.colour,
        used: { kind: 'export', id: hit.id },
        act: { kind: 'go', path: `/exports/${hit.id}`, switchTo: common.switchTo },
      }
    case 'campaign':
      return {
        key: `campaign:${hit.workspaceId}:${hit.campaignId}`,
        group: leaves ? 'others' : 'campaigns',
        icon: Megaphone,
        of: common.of,
        label: hit.name,
        hint: withClient(hit.pageId === null ? t.palette.campaign(hit.exportCount) : t.palette.campaignPage),
        colour: common.colour,
        used: { kind: 'campaign', workspaceId: hit.workspaceId, campaignId: hit.campaignId },
        act: {
          kind: 'go',
          path: hit.pageId === null ? `/exports/${hit.lastExportId}` : `/campaigns/${hit.pageId}`,
          switchTo: common.switchTo,
        },
      }
  }
}
