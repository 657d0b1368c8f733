/** Makes planned reports when they are due: also those missed while the app or the computer slept, the newest of them once. */

import type { ReportClient } from '#shared/contract/insights/reports.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { type Due, lastDue, nextDue } from './due.ts'
import type { ReportMaker } from './make-report.ts'
import type { ReportStore, StoredPlan } from './report-store.ts'

export type ReportTimings = {
  /** From one look at the clock to the next; null looks only when poked. */
  readonly lookEveryMs: number | null
  /** Before the first look: campaigns are read meanwhile. */
  readonly startAfterMs: number
  /** How long figures may take to be read before the report is made of those there are. */
  readonly freshWithinMs: number
}
export const reportTimings: ReportTimings = { lookEveryMs: 30_000, startAfterMs: 20_000, freshWithinMs: 120_000 }

const stopWithinMs = 2_000
const firstRetryMs = 5 * 60_000
const longestRetryMs = 60 * 60_000

const retryAfterMs = (failures: number): number =>
  Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(10, Math.max(0, failures - 1)))

export function createPlanner(
  deps: Deps,
  options: {
    readonly store: ReportStore
    readonly maker: ReportMaker
    readonly folderOf: (client: ReportClient) => string | null
    readonly clientName: (client: ReportClient) => string
    /** Reads a workspace's figures anew, as far as that is possible. */
    readonly freshen: (workspaceId: WorkspaceId) => Promise<unknown>
    readonly zone: () => string
    readonly timings: ReportTimings
  },
) {
  const { clock, host } = deps
  const { store, maker } = options
  const log = deps.log('reports')
  const abort = new AbortController()
  let running: Promise<void> | null = null
  let lookAgain = false

  /** What is due and not settled; null where nothing is. */
  function dueOf(plan: StoredPlan, now: number): Due | null {
    const due = lastDue(plan, now, options.zone())
    return due.at > plan.settledAt ? due : null
  }

  const retryAt = ({ problem, failures }: StoredPlan): number =>
    problem === null ? 0 : problem.at + retryAfterMs(failures)

  async function makeOne(plan: StoredPlan, due: Due): Promise<void> {
    const { workspaceId, partId, formats } = plan
    const client = { workspaceId, partId }
    try {
      const folder = options.folderOf(client)
      if (folder === null) throw new AppError('REPORT_FOLDER_GONE', { folder: '' })
      // Old figures are better than none: the report says how old they are.
      await atMost(options.timings.freshWithinMs, options.freshen(workspaceId), abort.signal)
      if (abort.signal.aborted) return
      await maker.make({
        client,
        period: due.period,
        formats,
        quotes: [],
        folder,
        askedBy: 'plan',
        dueAt: due.at,
      })
      store.settlePlan(client, due.at)
      tell('report_made', client)
    } catch (thrown) {
      if (abort.signal.aborted || !deps.store.raw.open) return
      const error = thrown instanceof AppError ? thrown : new AppError('INTERNAL', {}, { cause: thrown })
      store.failPlan(client, clock.now(), error)
      // Once: each further try fails the same way.
      if (plan.failures === 0) tell('report_failed', client)
    }
    deps.changed('reports')
  }

  function tell(kind: 'report_made' | 'report_failed', client: ReportClient): void {
    host
      .notify({ kind, client: options.clientName(client), route: '/analytics/reports' })
      .catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
  }

  /** `all`: also those whose next try is not yet. */
  async function look(all: boolean): Promise<void> {
    for (const { workspaceId, partId } of store.plansOn()) {
      if (abort.signal.aborted) return
      if (deps.pauses.isPaused(workspaceId)) continue
      // Read again: the one before took a while.
      const plan = store.plan({ workspaceId, partId })
      if (!plan?.on) continue
      const now = clock.now()
      const due = dueOf(plan, now)
      if (due && (all || now >= retryAt(plan))) await makeOne(plan, due)
    }
  }

  async function run(all: boolean): Promise<void> {
    let next = all
    do {
      lookAgain = false
      await look(next)
      next = true
    } while (lookAgain && !abort.signal.aborted)
  }

  /** Looks now; a look under way is followed by another. Failed ones are tried again at once. */
  function poke(all = true): Promise<void> {
    if (running) {
      lookAgain ||= all
      return running
    }
    running = run(all)
      .catch((error: unknown) => log.error('planned reports not looked at', { error: String(error) }))
      .finally(() => {
        running = null
      })
    return running
  }

  async function watch(everyMs: number): Promise<void> {
    const { signal } = abort
    await clock.sleep(options.timings.startAfterMs, signal)
    await poke()
    while (!signal.aborted) {
      await clock.sleep(everyMs, signal)
      await poke(false)
    }
  }

  return {
    start(): void {
      const { lookEveryMs } = options.timings
      if (lookEveryMs !== null) watch(lookEveryMs).catch(() => undefined)
    },
    poke,
    retryAt,
    /** When the next report is made; one that is due and failed is tried before. */
    nextAt: (plan: StoredPlan): number | null =>
      plan.on ? nextDue(plan, Math.max(clock.now(), plan.settledAt), options.zone()).at : null,
    /** What is printing may take longer than the app has: such a report is found cut off at the next start. */
    async stop(): Promise<void> {
      abort.abort()
      const ended = Promise.all([maker.stop(), running])
      await atMost(stopWithinMs, ended, new AbortController().signal)
    },
  }
}

/** Waits for work, well or badly ended, for so long or until the signal at most. */
async function atMost(ms: number, work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const done = () => resolve()
  const timer = setTimeout(done, ms)
  signal.addEventListener('abort', done, { once: true })
  work.then(done, done)
  await promise
  clearTimeout(timer)
  signal.removeEventListener('abort', done)
}
