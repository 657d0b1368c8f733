/** The states of a run: it waits for something, goes on, or ends. */
import type { ExportState } from '#shared/contract/exports/exports.ts'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { AppError, type ErrorCode, type Problem } from '#shared/errors.ts'
import type { RunOutcome } from '../../core/background.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import { type ActiveRun, endRun } from './active-run.ts'
import type { EngineContext } from './engine-context.ts'
import { isTargetGone } from './target-place.ts'

/** Problems that only the operator can resolve. */
export const needsOperator: ReadonlySet<ErrorCode> = new Set([
  'CAMPAIGN_CREATION_UNCLEAR',
  'LEAD_LIST_CREATION_UNCLEAR',
  'EXPORT_TIMEOUT',
])

export type RunStates = ReturnType<typeof createRunStates>

/** `look`: called when a run that was not to be retried automatically may be retried now. */
export function createRunStates(context: EngineContext, look: () => void) {
  const { deps, log, runs, timings, progressPublisher, activeRuns } = context

  /** The wait after this many consecutive failures, in ms. */
  function waitAfter(failures: number): number {
    return timings.retryAfterMs[Math.min(Math.max(failures, 1), timings.retryAfterMs.length) - 1] ?? 60_000
  }

  /** Lets the run wait if that can resolve the error, otherwise ends it. */
  function handleFailure(live: ActiveRun, error: unknown): void {
    if (live.abort.signal.aborted) return
    const seen = asStoreError(error)
    const known = seen instanceof AppError ? seen : new AppError('INTERNAL', {}, { cause: error })
    const problem: Problem = { code: known.code, data: known.data }
    if (known.code === 'CANCELLED') return
    if (known.code === 'INTERNAL')
      log.error('export stumbled', { export: live.id, error: String((error as Error)?.stack ?? error) })
    if (isTargetGone(known) || known.code === 'INTERNAL' || known.code === 'API_REFUSED') {
      finish(live, 'failed', problem)
      return
    }
    if (live.waitsFor === null) live.waits += 1
    wait(live, problem)
  }

  /** Lets the run wait. Unless only the operator can help, it is retried at growing intervals. */
  function wait(live: ActiveRun, problem: Problem): void {
    if (isOver(live.run.state) || live.run.state === 'paused') return
    const isNew = live.waitsFor === null
    live.waitsFor = problem
    try {
      setState(live, 'waiting', problem)
    } catch (error) {
      // A full disk cannot even record that it is full, so that it waits is known in memory only.
      log.error('wait not written', { export: live.id, error: String(error) })
    }
    // Published before the retry.
    if (isNew) progressPublisher.publishNow(live)
    else progressPublisher.publishSoon()
    if (live.end) endRun(live, outcomeOf(live, problem))
    else look()
  }

  /** Tells the background runtime when to retry. */
  function outcomeOf(live: ActiveRun, { code, data }: Problem): RunOutcome {
    const problem = new AppError(code, data)
    if (needsOperator.has(code)) return { end: 'failed', problem }
    if (code === 'CLIENT_PAUSED') return { end: 'blocked', problem }
    return { end: 'retry', problem, afterMs: waitAfter(live.waits) }
  }

  function setState(
    live: ActiveRun,
    state: ExportState,
    problem: Problem | null = null,
    finishedAt: string | null = null,
  ): void {
    runs.setState(live.id, state, problem, finishedAt)
    live.run = runs.get(live.id)
    deps.changed('exports')
  }

  function finish(live: ActiveRun, state: 'done' | 'failed', problem: Problem | null): void {
    if (isOver(live.run.state)) return
    try {
      setState(live, state, problem, context.iso())
    } catch (error) {
      // An end that could not be stored has not happened yet and is retried.
      const seen = asStoreError(error)
      wait(live, seen instanceof AppError ? { code: seen.code, data: seen.data } : { code: 'STORE_FULL', data: {} })
      return
    }
    const counts = { items: runs.totals(live.run).uploaded }
    endRun(
      live,
      problem ? { end: 'failed', problem: new AppError(problem.code, problem.data) } : { end: 'done', counts },
    )
    log.info('export ended', { export: live.id, state, ...runs.totals(live.run) })
    progressPublisher.publishNow(live)
    void progressPublisher.notifyEnd(live)
    // Its leads are not at Instantly any more, so the next export may add them.
    if (live.run.campaignId !== null && problem?.code === 'CAMPAIGN_NOT_FOUND')
      context.campaigns.gone(live.workspaceId, live.run.campaignId)
    if (live.run.campaignId !== null) context.campaigns.readAgain(live.workspaceId)
    if (live.phase !== 'preparing' && live.inFlight === 0 && live.settling === 0) untrack(live)
  }

  /** Removes a run from the active ones. */
  function untrack(live: ActiveRun): void {
    endRun(live, { end: 'cancelled' })
    live.abort.abort()
    activeRuns.delete(live.id)
    progressPublisher.publishNow(live)
    deps.changed('exports')
  }

  return { waitAfter, handleFailure, wait, stopWaiting, setState, finish, untrack }
}

function stopWaiting(live: ActiveRun): void {
  live.waitsFor = null
}
