/** What the operator can do with an export: pause it, continue it, end it, resend what failed. */
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import { type ActiveRun, endRun } from './active-run.ts'
import type { EngineContext } from './engine-context.ts'
import type { RunStates } from './run-states.ts'

type Parts = {
  readonly states: RunStates
  readonly track: (id: ExportId) => ActiveRun
  readonly go: (id: ExportId) => void
}

export function createOperatorActions(context: EngineContext, { states, track, go }: Parts) {
  const { runs, batches, activeRuns, progressPublisher } = context

  /** Returns the run if it has not ended. */
  function unfinished(id: ExportId): ActiveRun {
    const run = runs.get(id)
    if (isOver(run.state)) throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
    return track(id)
  }

  return {
    pause(id: ExportId): void {
      const live = unfinished(id)
      states.stopWaiting(live)
      endRun(live, { end: 'cancelled' })
      states.setState(live, 'paused')
      progressPublisher.publishNow(live)
    },
    resume(id: ExportId): void {
      const run = runs.get(id)
      if (isOver(run.state)) throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      // A full disk cannot record that the export waits. One that runs again by itself has what was asked for.
      const stands = run.state === 'paused' || run.state === 'waiting' || activeRuns.get(id)?.waitsFor != null
      if (!stands) return
      runs.setState(id, 'preparing')
      go(id)
    },
    /** Ends the export permanently. Requests in flight are still settled. */
    cancel(id: ExportId): void {
      const live = unfinished(id)
      states.stopWaiting(live)
      states.setState(live, 'cancelled', null, context.iso())
      progressPublisher.publishNow(live)
      // The outcome of a campaign creation or a batch in flight belongs in the ledger, so it is awaited.
      const busy = live.phase === 'preparing' || live.phase === 'closing' || live.inFlight > 0 || live.settling > 0
      if (!busy) states.untrack(live)
    },
    retryFailed(id: ExportId): void {
      const run = runs.get(id)
      if (run.state === 'cancelled') throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      // In one transaction: batches that wait in an export that has ended would never be sent.
      const mayGoOn = context.deps.store.raw.transaction(() => {
        if (batches.retryFailed(id, run.listId) === 0 && run.state !== 'failed') return false
        if (isOver(run.state)) runs.setState(id, 'preparing')
        return true
      })()
      if (!mayGoOn) throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
      go(id)
    },
  }
}
