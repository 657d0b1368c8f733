/** Settles batches without an answer by reading from the campaign or lead list whether they were carried out. */
import { ageOf } from '#shared/domain/core/age-of.ts'
import { AppError, type Problem } from '#shared/errors.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { AddLeadsAnswer } from '../../core/instantly/types.ts'
import { remainingWaitMs } from '../../core/lib/clock-spans.ts'
import { type ActiveRun, requestContextOf } from './active-run.ts'
import type { BatchStore } from './batch-store.ts'
import type { Batch } from './cut-batch.ts'
import type { EngineTimings } from './engine-timings.ts'
import type { LeadBodies } from './lead-body.ts'
import { type ReconciledBatch, reconcileBatch } from './reconcile-batch.ts'
import { isTargetGone, targetGoneCode } from './target-place.ts'

/** Longest wait between the reads that settle a lost answer. */
const longestReadPauseMs = 10_000
/** Answers lost within this time count as one problem, however many requests were affected. */
const lostTogetherMs = 2_000
type Engine = {
  wait(live: ActiveRun, problem: Problem): void
  finish(live: ActiveRun, state: 'failed', problem: Problem): void
  /** A batch was settled or queued again: publishes that and continues the lane. */
  settled(live: ActiveRun): void
  /** The wait after this many consecutive failures, in ms. */
  waitAfter(failures: number): number
}

type CarriedOut = Extract<ReconciledBatch, { kind: 'carried_out' }>

/**
 * `repeated`: the request was answered, but leads counted as duplicates may come from its earlier try. `answered_twice`:
 * the same, but the earlier try was answered too, with a refusal for the time being, and cannot be late.
 */
type WhyLost = 'no_answer' | 'time_out' | 'unnamed' | 'repeated' | 'answered_twice' | 'earlier_process'

export type ReconcileLost = (live: ActiveRun, batch: Batch, lost: AddLeadsAnswer | null, why: WhyLost) => Promise<void>

/**
 * Stores what reading showed of a batch that was carried out. Returns how many leads are sent again: without an answer,
 * leads after the last one found may not have been processed.
 */
function settle(
  { store, clock }: Deps,
  batches: BatchStore,
  { run }: ActiveRun,
  batch: Batch,
  read: { readonly found: CarriedOut; readonly lost: AddLeadsAnswer | null },
): number {
  const { outcomes, missingAtEnd } = read.found
  const again = read.lost === null ? missingAtEnd : 0
  const at = new Date(clock.now()).toISOString()
  store.raw.transaction(() => {
    const reached = again === 0 ? batch : batches.splitOff(run, batch, again)
    batches.reconcileByReading(run, reached, outcomes.slice(0, reached.leadCount), read.lost?.counts ?? null, at)
  })()
  return again
}

export function createLostBatchReconciler(
  deps: Deps,
  { batches, bodies }: { readonly batches: BatchStore; readonly bodies: LeadBodies },
  timings: EngineTimings,
  { wait, finish, settled, waitAfter }: Engine,
): ReconcileLost {
  const { clock, instantly } = deps
  const log = deps.log('exports')

  /** Finds out by reading whether a batch was carried out. Sends it again only if it certainly was not. */
  async function reconcileLost(
    live: ActiveRun,
    batch: Batch,
    lost: AddLeadsAnswer | null,
    why: WhyLost,
  ): Promise<void> {
    live.settling += 1
    try {
      if (why === 'earlier_process') {
        // `sentAt` is the time of the first request; a repeated one may have been sent a moment ago.
        const leftAt = batch.tries > 1 ? clock.now() : Date.parse(batch.sentAt)
        await clock.sleep(remainingWaitMs(timings.lateCommitMs, leftAt, clock.now()), live.abort.signal)
      }
      // For a repeated request, leads of an earlier try have already failed to show up in time once.
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
    /** The last finding that the request was carried out, at least partly. Leads found are never sent again. */
    let seen: CarriedOut | null = null
    for (let look = 0; ; ) {
      await clock.sleep(looksAfterMs[look] ?? 0, live.abort.signal)
      try {
        const isLast = look + 1 >= looksAfterMs.length
        const asked = { run: live.run, batch, place, lost, quick: !isLast }
        const read = await reconcileBatch(asked, requestContextOf(live), { instantly, bodies })
        // Instantly may show some leads a moment before the others, so only leads missing at the last read count as
        // rejected.
        if (read.kind === 'carried_out') seen = read
        if (seen && (isLast || seen.missing === 0)) {
          const again = settle(deps, batches, live, batch, { found: seen, lost })
          if (again > 0) log.info('end of a batch queued again', { export: live.id, batch: batch.no, leads: again })
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
        if (isTargetGone(error)) {
          finish(live, 'failed', { code: targetGoneCode(live.run.target), data: { name: live.run.campaignName } })
          return
        }
        // Shown on the export too, as nothing progresses while nothing can be read or what was read cannot be stored.
        const known = asStoreError(error)
        if (known instanceof AppError && live.waitsFor === null) {
          live.waits += 1
          wait(live, { code: known.code, data: known.data })
        }
        failures += 1
        await clock.sleep(Math.min(waitAfter(failures), longestReadPauseMs), live.abort.signal)
      }
    }
    log.info('batch was not carried out, queued again', { export: live.id, batch: batch.no })
    // Repeated 5xx answers: slows down each time and shows it. Answers lost together count once.
    if (ageOf(live.lostAt, clock.now()) < lostTogetherMs) return
    live.lostAt = clock.now()
    live.losses += 1
    if (live.losses > 2) {
      live.waits += 1
      wait(live, { code: 'API_UNAVAILABLE', data: {} })
    }
  }

  return reconcileLost
}
