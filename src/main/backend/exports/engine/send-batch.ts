/** One batch on its way: asked, and what its answer, or the lack of one, means for it. */
import { AppError } from '#shared/errors.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { AddLeadsAnswer } from '../../core/instantly/types.ts'
import { type ActiveRun, requestContextOf } from './active-run.ts'
import type { Batch } from './cut-batch.ts'
import type { EngineContext } from './engine-context.ts'
import type { Holds } from './hold-run.ts'
import type { ReconcileLost } from './reconcile-lost.ts'
import { goneCode, isGone, readPlace } from './target-place.ts'

/** Four leads among a thousand are found with so many; where all are refused, it ends soon. */
const mostHalved = 40

type Parts = {
  readonly holds: Holds
  readonly reconcileLost: ReconcileLost
  /** The lane writes the answer down. */
  readonly answered: (live: ActiveRun, batch: Batch, answer: AddLeadsAnswer) => void
  readonly pump: (live: ActiveRun) => void
}

/** Gives what sends a batch that was committed as sent. */
export function createSendBatch(context: EngineContext, { holds, reconcileLost, answered, pump }: Parts) {
  const { log, batches, bodies, progressPublisher, iso } = context
  const { clock, instantly } = context.deps

  /** `made`: its request, where it is known already. */
  async function send(live: ActiveRun, batch: Batch, made: Uint8Array | null): Promise<void> {
    live.inFlight += 1
    const startedAt = clock.now()
    try {
      const { listId, settings, target } = live.run
      const body = made ?? bodies.body({ listId, exportId: live.id, head: live.head, fill: settings.fill, ...batch })
      const told = await instantly.addLeads(requestContextOf(live), body, target)
      const members = () => bodies.members({ listId, exportId: live.id, ...batch })
      const answer = withPlaces(batch, told, members)
      live.pace.add(clock.now(), batch.leadCount, clock.now() - startedAt, body.byteLength)
      live.holds = 0
      live.losses = 0
      live.lastProgress = clock.now()
      const isUnnamed = answer.created.length < answer.counts.leads_uploaded
      if (isUnnamed || mayRepeat(batch, answer)) {
        // More were taken than named, or some by an earlier try: reading it tells which.
        live.inFlight -= 1
        void reconcileLost(live, batch, answer, isUnnamed ? 'unnamed' : 'repeated')
      } else {
        answered(live, batch, answer)
      }
    } catch (error) {
      try {
        await missed(live, batch, error)
      } catch (second) {
        // Not even that could be written down: it stands as sent, and is read back when there is room.
        void reconcileLost(live, batch, null, 'no_answer')
        holds.handleFailure(live, second)
      }
      live.inFlight -= 1
      progressPublisher.told()
    }
    pump(live)
  }

  async function missed(live: ActiveRun, batch: Batch, thrown: unknown): Promise<void> {
    const error = asStoreError(thrown)
    const code = error instanceof AppError ? error.code : 'INTERNAL'
    // Stopped while on its way: it stays marked sent, and the next start settles it.
    if (code === 'CANCELLED') return
    log.warn('batch not answered', {
      export: live.id,
      batch: batch.no,
      code,
      error: code === 'INTERNAL' ? String(error) : '',
    })
    if (code.startsWith('STORE_')) {
      // The answer may have come and could not be written down: read again when there is room.
      void reconcileLost(live, batch, null, 'no_answer')
      holds.handleFailure(live, error)
      return
    }
    if (code === 'OUTCOME_UNKNOWN' || code === 'INTERNAL') {
      void reconcileLost(live, batch, null, mayStillHappen(error) ? 'time_out' : 'no_answer')
      return
    }
    const status = error instanceof AppError ? error.data['status'] : null
    // Too large a body is refused by whatever stands first.
    if (status === 413 && halve(live, batch)) return
    if (error instanceof AppError && error.data['blocked'] === true) {
      // A firewall before Instantly said no, not Instantly: nothing was looked at, later may go through.
      batches.requeue(batch)
      holds.handleFailure(live, new AppError('API_UNAVAILABLE', error.data))
      return
    }
    const isSaidGone = isGone(error)
    if (isSaidGone || code === 'API_REFUSED' || code === 'API_ANSWER_UNREADABLE') {
      if (await targetIsGone(live)) {
        batches.requeue(batch)
        holds.finish(live, 'failed', { code: goneCode(live.run.target), data: { name: live.run.campaignName } })
        return
      }
      if (isSaidGone) {
        // One that was made a moment ago is not known everywhere at Instantly yet.
        batches.requeue(batch)
        holds.handleFailure(live, new AppError('API_UNAVAILABLE', {}))
        return
      }
      if ((status === 400 || status === 422) && halve(live, batch)) return
      batches.fail(batch, code, iso())
      return
    }
    batches.requeue(batch)
    holds.handleFailure(live, error)
  }

  /** One lead may be what a request is refused for: the others go without it. False where that will not be it. */
  function halve(live: ActiveRun, batch: Batch): boolean {
    if (batch.leadCount < 2 || live.halved >= mostHalved) return false
    live.halved += 1
    batches.halve(live.run, batch)
    return true
  }

  async function targetIsGone(live: ActiveRun): Promise<boolean> {
    if (!live.run.place) return false
    try {
      await readPlace(instantly, requestContextOf(live), live.run.place)
      return false
    } catch (error) {
      return isGone(error)
    }
  }

  return send
}

/**
 * Leads that are named twice, by places the request had not or by those of others say nothing of any: reading tells which
 * are there.
 */
function withPlaces(
  { leadCount, no }: Batch,
  answer: AddLeadsAnswer,
  members: () => readonly { readonly email: string }[],
): AddLeadsAnswer {
  const places = new Set<number>()
  for (const { index } of answer.created) if (index < leadCount) places.add(index)
  // Where all were made, places could only be in another order, which the first answer shows: reading the batch again for
  // every other one would cost a seventh of an export's work.
  const canDiffer = no === 1 || answer.created.length < leadCount
  const isClear = places.size === answer.created.length && !(canDiffer && namesOthers(answer, members))
  return isClear ? answer : { ...answer, created: [] }
}

/**
 * Whether an address stands beside the place of another lead. One the request had not is only written otherwise: Instantly may
 * spell addresses its own way.
 */
function namesOthers({ created }: AddLeadsAnswer, members: () => readonly { readonly email: string }[]): boolean {
  if (created.every(({ email }) => email === null)) return false
  const sent = members().map(({ email }) => email)
  const known = new Set(sent)
  return created.some(({ index, email }) => {
    const told = email?.trim().toLowerCase()
    return told !== undefined && told !== sent[index] && known.has(told)
  })
}

/**
 * An earlier try may have been carried out after all and shown itself too late: Instantly then counts its own leads as there
 * already.
 */
const mayRepeat = ({ tries }: Batch, { counts }: AddLeadsAnswer): boolean =>
  tries > 1 && counts.duplicated_leads + counts.skipped_count > 0

/** A time-out, ours or a gateway's, says nothing of what goes on behind it. */
function mayStillHappen(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  const { reason, status } = error.data
  return reason === 'timeout' || status === 408 || status === 502 || status === 504 || status === 524
}
