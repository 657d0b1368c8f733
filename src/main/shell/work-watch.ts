/** Tracks the backend's work for tray, badge and questions: exports under way, and what needs the operator. */
import { concerns } from '#shared/contract/changes.ts'
import type { EventName, Events, Input, Output, QueryName, RouteName } from '#shared/contract/index.ts'
import { needsOf } from '#shared/domain/app/needs.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Reply } from '#shared/rpc.ts'

export type ActiveExport = {
  readonly exportId: ExportId
  readonly name: string
  readonly settled: number
  readonly toSend: number
  /** `sending` now, `waiting` for something external, or `held` by the operator. */
  readonly is: 'sending' | 'waiting' | 'held'
}

/** `replies`: number of conversations with unread replies. */
export type ActiveWork = {
  readonly exports: readonly ActiveExport[]
  readonly needs: number
  readonly replies: number
  /** Whether all of Sendoff's background work is paused. */
  readonly paused: boolean
}

export type WorkWatchOptions = {
  call(name: string, input: unknown): Promise<Reply>
  /** Called for every change, at most once in `everyMs`. */
  changed(work: ActiveWork): void
  readonly now: () => number
  readonly everyMs?: number
}

const watched: readonly QueryName[] = [
  'exports.running',
  'exports.list',
  'workspaces.list',
  'inbox.counts',
  'reports.failedPlans',
  'pauses.state',
]

type Progress = Events['export.progress']

const activityOfState = (state: Progress['state']): ActiveExport['is'] | null => {
  if (state === 'preparing' || state === 'running') return 'sending'
  if (state === 'waiting') return 'waiting'
  return state === 'paused' ? 'held' : null
}

/** Follows the backend's events; names and needs are read again when the rows they come from change. */
export function createWorkWatch({ call, changed, now, everyMs = 500 }: WorkWatchOptions) {
  const progress = new Map<ExportId, Progress>()
  const names = new Map<ExportId, string>()
  let needs = 0
  let replies = 0
  let paused = false
  let refetch = false
  let timer: NodeJS.Timeout | null = null
  let announced = ''
  let stopped = false

  const work = (): ActiveWork => ({
    needs,
    replies,
    paused,
    exports: [...progress.values()].flatMap(({ exportId, settled, toSend, state }) => {
      const is = activityOfState(state)
      return is ? [{ exportId, name: names.get(exportId) ?? '', settled, toSend, is }] : []
    }),
  })

  const soon = () => {
    if (!stopped) timer ??= setTimeout(() => void publishWork(), everyMs)
  }

  async function publishWork(): Promise<void> {
    if (refetch) {
      refetch = false
      await fetchState()
    }
    timer = null
    if (stopped) return
    const next = work()
    const text = JSON.stringify(next)
    if (text !== announced) changed(next)
    announced = text
    if (refetch) soon()
  }

  async function fetchState(): Promise<void> {
    const [, exports, workspaces, inbox, reports, pauses] = await Promise.all([
      answer('exports.running', {}).then(replaceProgress),
      answer('exports.list', { workspaceId: null, page: { offset: 0, limit: 200 } }),
      answer('workspaces.list', { archived: false }),
      answer('inbox.counts', { workspaceId: null }),
      answer('reports.failedPlans', { workspaceId: null }),
      answer('pauses.state', {}),
    ])
    for (const each of exports?.rows ?? []) names.set(each.id, each.campaignName)
    if (pauses) paused = pauses.everything !== null
    if (inbox) replies = inbox.mails.known ? inbox.unread : 0
    if (exports && workspaces) needs = needsOf(workspaces, exports.rows, reports ?? [], now()).length
  }

  /** Processed immediately, so that events arriving after this answer are treated as newer. */
  function replaceProgress(running: readonly Progress[] | null): void {
    if (!running) return
    progress.clear()
    for (const each of running) progress.set(each.exportId, each)
  }

  async function answer<Name extends RouteName>(name: Name, input: Input<Name>): Promise<Output<Name> | null> {
    const reply = await call(name, input)
    return reply.ok ? (reply.data as Output<Name>) : null
  }

  return {
    /** Receives every event of the backend. */
    hear(name: string, payload: unknown): void {
      if (name === ('export.progress' satisfies EventName)) {
        const one = payload as Progress
        if (!progress.has(one.exportId)) refetch = true
        progress.set(one.exportId, one)
        soon()
      } else if (name === ('data.changed' satisfies EventName)) {
        if (!concerns(payload as Events['data.changed'], watched)) return
        refetch = true
        soon()
      }
    },
    /** Reads the state once, at the start. */
    begin(): void {
      refetch = true
      soon()
    },
    work,
    /** Number of exports that are sending at this moment. */
    sending: (): number => work().exports.filter((each) => each.is === 'sending').length,
    stop(): void {
      stopped = true
      if (timer) clearTimeout(timer)
    },
  }
}
