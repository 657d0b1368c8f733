/** Makes planned reports when due. Of those missed while the app was closed or asleep, only the newest is made. */

import type { ReportClient } from '#shared/contract/insights/reports.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RunOutcome } from '../../core/background.ts'
import type { Clock, Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { isNewerThanRequest } from '../../core/lib/clock-spans.ts'
import { type DueTime, lastDueTime, nextDueTime } from './due.ts'
import type { ReportMaker } from './make-report.ts'
import type { ReportStore, StoredPlan } from './report-store.ts'

export type ReportTimings = {
  /** Delay before the first check, while campaigns are read. */
  readonly startAfterMs: number
  /** How long reading new figures may take before the report is made from existing ones. */
  readonly freshWithinMs: number
}
export const reportTimings: ReportTimings = { startAfterMs: 20_000, freshWithinMs: 120_000 }

/** The app must quit within this time, whatever is being printed. */
const stopWithinMs = 2_000
const firstRetryMs = 5 * 60_000
const longestRetryMs = 60 * 60_000

type DueReport = { readonly plan: StoredPlan; readonly due: DueTime }
const keyOf = ({ workspaceId, partId }: ReportClient): string => `${workspaceId} ${partId ?? ''}`

/** Difference between the first and the last place on earth to reach an hour of a day. */
const wholeEarthMs = 26 * 3_600_000

const retryAfterMs = (failures: number): number =>
  Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(10, Math.max(0, failures - 1)))

type PlannerOptions = {
  readonly store: ReportStore
  readonly maker: ReportMaker
  readonly folderOf: (client: ReportClient) => string | null
  readonly clientName: (client: ReportClient) => string
  /** Updates a workspace's figures as far as possible. */
  readonly freshen: (workspaceId: WorkspaceId) => Promise<unknown>
  readonly zone: () => string
  readonly timings: ReportTimings
}

export function createReportPlanner(deps: Deps, options: PlannerOptions) {
  const { clock, host } = deps
  const { store, maker } = options
  const log = deps.log('reports')
  /** Failed plans to retry before their wait is over. */
  const urgent = new Set<string>()

  /**
   * Returns the time up to which the plan is settled. A time well in the future was set before the clock was put back,
   * and is ignored. A report that was made settles a whole day more: an operator who travels west reaches its hour a
   * second time.
   */
  function settledBy(plan: StoredPlan, now: number): number {
    const { settledAt } = plan
    if (settledAt > now && !isNewerThanRequest(settledAt, now)) return 0
    return store.isMade(plan, settledAt) ? settledAt + wholeEarthMs : settledAt
  }

  /** Returns the due time that is not settled; null if there is none. */
  function dueOf(plan: StoredPlan, now: number): DueTime | null {
    const due = lastDueTime(plan, now, options.zone())
    return due.at > settledBy(plan, now) ? due : null
  }

  const nextAt = (plan: StoredPlan, now: number): number =>
    nextDueTime(plan, Math.max(now, settledBy(plan, now)), options.zone()).at

  const retryAt = ({ problem, failures }: StoredPlan): number =>
    problem === null ? 0 : problem.at + retryAfterMs(failures)

  function makeFailedUrgent(): void {
    for (const plan of store.plansOn()) if (plan.problem !== null) urgent.add(keyOf(plan))
  }

  const job = deps.background.defineJob<DueReport>({
    kind: 'reports',
    network: false,
    next({ why, now }) {
      if (why === 'start') return { due: [], at: now + options.timings.startAfterMs }
      const waiting: DueReport[] = []
      let at = Number.POSITIVE_INFINITY
      for (const plan of store.plansOn()) {
        const due = dueOf(plan, now)
        if (due && (urgent.has(keyOf(plan)) || now >= retryAt(plan))) waiting.push({ plan, due })
        else at = Math.min(at, due ? retryAt(plan) : nextAt(plan, now))
      }
      return { due: waiting, at: Number.isFinite(at) ? at : null }
    },
    of: ({ plan }) => ({ key: keyOf(plan), client: plan.workspaceId }),
    run: ({ plan, due }, signal) => makeOne(plan, due, signal),
    woken: makeFailedUrgent,
    clockPutBack: makeFailedUrgent,
  })

  async function makeOne(plan: StoredPlan, due: DueTime, signal: AbortSignal): Promise<RunOutcome> {
    const { workspaceId, partId, formats } = plan
    const client = { workspaceId, partId }
    urgent.delete(keyOf(client))
    try {
      const folder = options.folderOf(client)
      if (folder === null) throw new AppError('REPORT_FOLDER_GONE', { folder: '' })
      // Old figures are better than none, and the report states how old they are.
      await waitAtMost(clock, options.timings.freshWithinMs, options.freshen(workspaceId), signal)
      if (signal.aborted) return { end: 'cancelled' }
      const { at: dueAt, period } = due
      await maker.make({ client, period, formats, quotes: [], folder, requestedBy: 'plan', dueAt })
      store.settlePlan(client, due.at, clock.now())
      tell('report_made', client)
      return { end: 'done' }
    } catch (thrown) {
      if (signal.aborted || !deps.store.raw.open) return { end: 'cancelled' }
      const problem = asProblem(thrown, log)
      store.failPlan(client, clock.now(), problem)
      // Notified only once, as each retry fails in the same way.
      if (plan.failures === 0) tell('report_failed', client)
      return { end: 'failed', problem }
    } finally {
      if (deps.store.raw.open) deps.changed('reports')
    }
  }

  function tell(kind: 'report_made' | 'report_failed', client: ReportClient): void {
    host
      .notify({ kind, client: options.clientName(client), route: '/analytics/reports' })
      .catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
  }

  return {
    /** Checks plans at once, including failed ones. Resolves when no report is being made. */
    wake: (): Promise<void> => job.wake(),
    retryAt,
    /** Returns when the next report is made; a due report that failed is retried earlier. */
    nextAt: (plan: StoredPlan): number | null => (plan.on ? nextAt(plan, clock.now()) : null),
    /** Printing may take longer than quitting allows; such a report is found as interrupted at the next start. */
    stop: (): Promise<void> => waitAtMost(clock, stopWithinMs, maker.stop(), new AbortController().signal),
  }
}

/** Waits until the work ends, successfully or not, the time is over, or the signal fires. */
async function waitAtMost(clock: Clock, ms: number, work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const ended = new AbortController()
  const quietly = () => undefined
  await Promise.race([work.catch(quietly), clock.sleep(ms, AbortSignal.any([signal, ended.signal])).catch(quietly)])
  ended.abort()
}
