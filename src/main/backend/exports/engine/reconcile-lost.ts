/** Batches without an answer: whether they were carried out is read from the campaign, or lead list, itself. */
import { AppError } from '#shared/errors.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { AddLeadsAnswer } from '../../core/instantly/types.ts'
import { ageOf, restOf } from '../../core/lib/rest-of.ts'
import { type ActiveRun, requestContextOf } from './active-run.ts'
import type { BatchStore } from './batch-store.ts'
import type { Batch } from './cut-batch.ts'
import type { EngineTimings } from './engine-timings.ts'
import type { LeadBodies } from './lead-body.ts'
import { type ReconciledBatch, reconcileBatch } from './reconcile-batch.ts'
import type { RunProblem } from './run-store.ts'
import { goneCode, isGone } from './target-place.ts'

/** Readings that settle a lost answer are tried again no later than this. */
const longestReadPauseMs = 10_000
/** Answers lost within this time are one trouble, however many requests it met. */
const lostTogetherMs = 2_000
/** What the engine does about what is found. */
type Engine = {
  hold(live: ActiveRun, problem: RunProblem): void
  finish(live: ActiveRun, state: 'failed', problem: RunProblem): void
  /** A batch is settled or queued again: told, and the lane goes on. */
  settled(live: ActiveRun): void
  /** How long to wait after so many failures in a row. */
  waitAfter(failures: number): number
}

/** `repeated`: answered, but leads it counts as there already may have come with an earlier try. */
type WhyLost = 'no_answer' | 'time_out' | 'unnamed' | 'repeated' | 'earlier_process'

export type ReconcileLost = (live: ActiveRun, batch: Batch, lost: AddLeadsAnswer | null, why: WhyLost) => Promise<void>

export function createReconcileLost(
  deps: Deps,
  { batches, bodies }: { readonly batches: BatchStore; readonly bodies: LeadBodies },
  timings: EngineTimings,
  { hold, finish, settled, waitAfter }: Engine,
): ReconcileLost {
  const { clock, instantly } = deps
  const log = deps.log('exports')
  const iso = () => new Date(clock.now()).toISOString()

  /** Finds out by reading whether a batch was carried out; sends it again only when it surely was not. */
  async function reconcileLost(
    live: ActiveRun,
    batch: Batch,
    lost: AddLeadsAnswer | null,
    why: WhyLost,
  ): Promise<void> {
    live.settling += 1
    try {
      if (why === 'earlier_process') {
        // `sentAt` is when it left first; one that was repeated may have left a moment ago.
        const leftAt = batch.tries > 1 ? clock.now() : Date.parse(batch.sentAt)
        await clock.sleep(restOf(timings.lateCommitMs, leftAt, clock.now()), live.abort.signal)
      }
      // Leads of an earlier try were not shown in time once before.
      const isSlow = why === 'time_out' || why === 'repeated'
      await reconcileByReading(live, batch, lost, isSlow ? timings.readSlowAfterMs : timings.readAfterMs)
      live.lastProgress = clock.now()
    } catch (error) {
      if (!live.abort.signal.aborted)
        log.error('batch not settled', { export: live.id, batch: batch.no, error: String(error) })
    } finally {
      live.settling -= 1
      settled(live)
    }
  }

  async function reconcileByReading(
    live: ActiveRun,
    batch: Batch,
    lost: AddLeadsAnswer | null,
    looksAfterMs: readonly number[],
  ): Promise<void> {
    const { place } = live.run
    if (!place) throw new AppError('INTERNAL')
    let failures = 0
    /** What was found last of a request that was carried out, whole or in part: what is there is never sent again. */
    let seen: Extract<ReconciledBatch, { kind: 'carried_out' }> | null = null
    for (let look = 0; ; ) {
      await clock.sleep(looksAfterMs[look] ?? 0, live.abort.signal)
      try {
        const isLast = look + 1 >= looksAfterMs.length
        const asked = { run: live.run, batch, place, lost, quick: !isLast }
        const read = await reconcileBatch(asked, requestContextOf(live), { instantly, bodies })
        // Instantly may show some leads a moment before the others: refused is who is missing at the last look.
        if (read.kind === 'carried_out') seen = read
        if (seen && (isLast || seen.missing === 0)) {
          settle(live, batch, seen, lost)
          return
        }
        failures = 0
        look += 1
        if (isLast) {
          batches.requeue(batch)
          break
        }
      } catch (error) {
        if (live.abort.signal.aborted) throw error
        if (isGone(error)) {
          finish(live, 'failed', { code: goneCode(live.run.target), data: { name: live.run.campaignName } })
          return
        }
        // Said on the export too: nothing moves while nothing can be read, or what was read cannot be written down.
        const known = asStoreError(error)
        if (known instanceof AppError && live.hold === null) {
          live.holds += 1
          hold(live, { code: known.code, data: known.data })
        }
        failures += 1
        await clock.sleep(Math.min(waitAfter(failures), longestReadPauseMs), live.abort.signal)
      }
    }
    log.info('batch was not carried out, queued again', { export: live.id, batch: batch.no })
    // Somebody answers 5xx again and again: slower each time, and said so. What was lost together counts once.
    if (ageOf(live.lostAt, clock.now()) < lostTogetherMs) return
    live.lostAt = clock.now()
    live.losses += 1
    if (live.losses > 2) {
      live.holds += 1
      hold(live, { code: 'API_UNAVAILABLE', data: {} })
    }
  }

  /** Without an answer nobody knows whether what comes after the last lead that is there was looked at: it is sent again. */
  function settle(
    live: ActiveRun,
    batch: Batch,
    { outcomes, missingAtEnd }: Extract<ReconciledBatch, { kind: 'carried_out' }>,
    lost: AddLeadsAnswer | null,
  ): void {
    const again = lost === null ? missingAtEnd : 0
    deps.store.raw.transaction(() => {
      const reached = again === 0 ? batch : batches.splitOff(live.run, batch, again)
      batches.reconcileByReading(live.run, reached, outcomes.slice(0, reached.leadCount), lost?.counts ?? null, iso())
    })()
    if (again > 0) log.info('end of a batch queued again', { export: live.id, batch: batch.no, leads: again })
  }

  return reconcileLost
}
