/** Items for commands, clients and what can be done for each client. */
import { ChartColumn, FileText, Pause, Play, Send } from 'lucide-react'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import { localDate } from '#shared/domain/core/days.ts'
import { foldText, searchWords } from '#shared/domain/core/fuzzy.ts'
import type { NamedPeriod } from '#shared/domain/insights/analytics/period.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { pauseClient } from '../../campaigns/campaigns/switch-campaigns.ts'
import { formatMonthLong, t } from '../../core/lib/texts.ts'
import { askToPause, isPausedIn, resumeWork } from '../../core/stores/pauses.ts'
import type { PaletteItem, PaletteQuery } from './palette-item.ts'

export function commandItems({ commands }: PaletteQuery): readonly PaletteItem[] {
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

export function clientItems({ workspaces, parts, currentId, currentPartId }: PaletteQuery): readonly PaletteItem[] {
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
export function pauseItems(asked: PaletteQuery): readonly PaletteItem[] {
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
export function exportItems({ workspaces, currentId }: PaletteQuery): readonly PaletteItem[] {
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

export function reportItems({ workspaces, parts }: PaletteQuery): readonly PaletteItem[] {
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
export function figureItems({ today, typed }: PaletteQuery): readonly PaletteItem[] {
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
