/** Sends one batch and acts on its answer, or on the lack of one. */
import { AppError, toWire } from '#shared/errors.ts'
import { asStoreError, isStoreError } from '../../core/db/store-errors.ts'
import type { AddLeadsAnswer, Instantly } from '../../core/instantly/types.ts'
import { type ActiveRun, requestContextOf } from './active-run.ts'
import type { BatchStore } from './batch-store.ts'
import type { Batch } from './cut-batch.ts'
import type { EngineContext } from './engine-context.ts'
import type { ReconcileLost } from './reconcile-lost.ts'
import type { RunStates } from './run-states.ts'
import { isTargetGone, readPlace, targetGoneCode } from './target-place.ts'

/** Enough to find four bad leads among a thousand, and a soon end if all leads are rejected. */
const maxHalved = 40

type Parts = {
  readonly states: RunStates
  readonly reconcileLost: ReconcileLost
  /** Passes the answer to the lane, which stores it. */
  readonly answered: (live: ActiveRun, batch: Batch, answer: AddLeadsAnswer) => void
  readonly pump: (live: ActiveRun) => void
}

/** Returns the function that sends a batch already committed as sent. */
export function createBatchSender(context: EngineContext, { states, reconcileLost, answered, pump }: Parts) {
  const { log, batches, bodies, progressPublisher, iso } = context
  const { clock, instantly } = context.deps

  /** `made`: the request body, if it was made already. */
  async function send(live: ActiveRun, batch: Batch, made: Uint8Array | null): Promise<void> {
    live.inFlight += 1
    const startedAt = clock.now()
    try {
      const { listId, settings, target } = live.run
      const body = made ?? bodies.body({ listId, exportId: live.id, head: live.head, fill: settings.fill, ...batch })
      const reported = await instantly.addLeads(requestContextOf(live), body, target)
      const members = () => bodies.members({ listId, exportId: live.id, ...batch })
      const answer = withPlaces(batch, reported, members)
      live.pace.add(clock.now(), batch.leadCount, clock.now() - startedAt, body.byteLength)
      live.waits = 0
      live.losses = 0
      live.lastProgress = clock.now()
      const isUnnamed = answer.created.length < answer.counts.leads_uploaded
      const isRepeated = reported.repeated || batch.tries > 1
      if (isUnnamed || (isRepeated && mayBeOwn(answer))) {
        // More leads were accepted than named, or some by an earlier request. Reading the campaign shows which.
        live.inFlight -= 1
        void reconcileLost(live, batch, answer, isUnnamed ? 'unnamed' : batch.tries > 1 ? 'repeated' : 'answered_twice')
      } else {
        answered(live, batch, answer)
      }
    } catch (error) {
      try {
        await missed(live, batch, error)
      } catch (second) {
        // Not even that could be stored: the batch stays marked as sent and is read back once there is disk space.
        void reconcileLost(live, batch, null, 'no_answer')
        states.handleFailure(live, second)
      }
      live.inFlight -= 1
      progressPublisher.publishSoon()
    }
    pump(live)
  }

  async function missed(live: ActiveRun, batch: Batch, thrown: unknown): Promise<void> {
    const error = asStoreError(thrown)
    const code = toWire(error).code
    // The app stopped while the request was in flight: the batch stays marked as sent, and the next start settles it.
    if (code === 'CANCELLED') return
    log.warn('batch not answered', {
      export: live.id,
      batch: batch.no,
      code,
      error: code === 'INTERNAL' ? String(error) : '',
    })
    if (isStoreError(error)) {
      // The answer may have arrived without being stored, so it is read back once there is disk space.
      void reconcileLost(live, batch, null, 'no_answer')
      states.handleFailure(live, error)
      return
    }
    if (code === 'OUTCOME_UNKNOWN' || code === 'INTERNAL') {
      void reconcileLost(live, batch, null, mayStillHappen(error) ? 'time_out' : 'no_answer')
      return
    }
    const status = error instanceof AppError ? error.data['status'] : null
    // Any proxy on the way may reject a body as too large.
    if (status === 413 && halve(batches, live, batch)) return
    if (error instanceof AppError && error.data['blocked'] === true) {
      // A firewall in front of Instantly rejected the request. Instantly did not see it, and a later try may pass.
      batches.requeue(batch)
      states.handleFailure(live, new AppError('API_UNAVAILABLE', error.data))
      return
    }
    const isSaidGone = isTargetGone(error)
    if (isSaidGone || code === 'API_REFUSED' || code === 'API_ANSWER_UNREADABLE') {
      if (await targetIsGone(instantly, live)) {
        batches.requeue(batch)
        states.finish(live, 'failed', { code: targetGoneCode(live.run.target), data: { name: live.run.campaignName } })
        return
      }
      if (isSaidGone) {
        // Not all of Instantly's servers know a target that was created a moment ago.
        batches.requeue(batch)
        states.handleFailure(live, new AppError('API_UNAVAILABLE', {}))
        return
      }
      if ((status === 400 || status === 422) && halve(batches, live, batch)) return
      batches.fail(batch, code, iso())
      return
    }
    batches.requeue(batch)
    states.handleFailure(live, error)
  }

  return send
}

/**
 * A single lead may be the reason for a rejection, so the batch is split to send the others without it. Returns false
 * if that is unlikely to help.
 */
function halve(batches: BatchStore, live: ActiveRun, batch: Batch): boolean {
  if (batch.leadCount < 2 || live.halved >= maxHalved) return false
  live.halved += 1
  batches.halve(live.run, batch)
  return true
}

async function targetIsGone(instantly: Instantly, live: ActiveRun): Promise<boolean> {
  if (!live.run.place) return false
  try {
    await readPlace(instantly, requestContextOf(live), live.run.place)
    return false
  } catch (error) {
    return isTargetGone(error)
  }
}

/**
 * Answers that name leads twice, at positions the request did not have, or at those of other leads, prove nothing.
 * Reading the campaign shows which leads are there.
 */
function withPlaces(
  { leadCount, no }: Batch,
  answer: AddLeadsAnswer,
  members: () => readonly { readonly email: string }[],
): AddLeadsAnswer {
  const places = new Uint8Array(leadCount)
  for (const { index } of answer.created) if (index < leadCount) places[index] = 1
  // If all leads were created, positions could only be permuted, which the first answer would show. Checking every
  // other batch too would cost a seventh of an export's work.
  const canDiffer = no === 1 || answer.created.length < leadCount
  const placed = places.reduce((count, place) => count + place, 0)
  const isClear = placed === answer.created.length && !(canDiffer && namesOthers(answer, members))
  return isClear ? answer : { ...answer, created: [] }
}

/**
 * Whether an address is listed at the position of another lead. An address the request did not contain is ignored, as
 * Instantly may spell addresses its own way.
 */
function namesOthers({ created }: AddLeadsAnswer, members: () => readonly { readonly email: string }[]): boolean {
  if (created.every(({ email }) => typeof email !== 'string')) return false
  const sent = members().map(({ email }) => email)
  const known = new Set(sent)
  return created.some(({ index, email }) => {
    const reported = typeof email === 'string' ? email.trim().toLowerCase() : undefined
    return reported !== undefined && reported !== sent[index] && known.has(reported)
  })
}

/** An earlier request may have been carried out unnoticed: the batch's own leads are then duplicates. */
const mayBeOwn = ({ counts }: AddLeadsAnswer): boolean => counts.duplicated_leads + counts.skipped_count > 0

/** After a timeout, ours or a gateway's, the request may still be carried out. */
function mayStillHappen(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  const { reason, status } = error.data
  return reason === 'timeout' || status === 408 || status === 502 || status === 504 || status === 524
}
