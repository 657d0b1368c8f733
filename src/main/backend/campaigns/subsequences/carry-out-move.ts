/** Moves leads into a subsequence, after reading where each is, and leaving out those who opted out. */

import { addressKey } from '#shared/domain/leads/import/addresses.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { SubsequenceMoveId, WorkspaceId } from '#shared/ids.ts'
import { getErasedLookup } from '../../clients/people/erased.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { PlacedLead } from '../../core/instantly/schemas-subsequences.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { remainingWaitMs } from '../../core/lib/clock-spans.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import { optOutOf } from '../../leads/opt-outs/covered-by-opt-out.ts'
import { optedOutElsewhere } from '../../leads/shared-memory/known-stops.ts'
import type { MovedLead, MoveRow, MoveStore } from './move-store.ts'
import type { MoveTimings } from './mover.ts'
import type { SubsequenceStore } from './subsequence-store.ts'

/** Simultaneous requests; the rate limiter applies on top of this. */
const concurrentMoves = 4

/** Most requests for one lead, each after reading that the previous one had no effect. */
const maxTries = 3

/** Errors that concern a single lead; all others hold up the whole move. */
const leadErrors: ReadonlySet<ErrorCode> = new Set(['API_REFUSED', 'INVALID_INPUT'])

export type MoveContext = ReturnType<typeof createMoveContext>

/** Collects what moving needs. */
export function createMoveContext(deps: Deps, moves: MoveStore, rows: SubsequenceStore, timings: MoveTimings) {
  const { clock, instantly } = deps
  // For people who opted out on another computer or were erased, only a hash may be known here.
  const isOptedOut = (workspaceId: WorkspaceId, email: string): boolean =>
    optOutOf(deps.store, workspaceId, email) !== null ||
    optedOutElsewhere(deps.store, workspaceId)?.(email) === true ||
    (getErasedLookup(deps.store)?.(email) ?? null) !== null
  /** Moves stopped by the operator: requests already sent are awaited, no others are sent. */
  const halted = new Set<SubsequenceMoveId>()
  return { moves, timings, clock, deps, halted, instantly, rows, isOptedOut }
}

export async function carryOutMove(moving: MoveContext, id: SubsequenceMoveId, signal: AbortSignal): Promise<void> {
  const { moves, timings, clock, deps, halted } = moving
  const move = moves.find(id)
  const requestContext = requestContextOf(move, signal)
  for (let after = -1; ; ) {
    const some = moves.left(id, after)
    const last = some.at(-1)
    if (!last) break
    // A request sent shortly before the app quit may not have been carried out yet.
    const left = Math.max(0, ...some.flatMap(({ state, sentAt }) => (state === 'sent' ? [sentAt ?? 0] : [])))
    const early = remainingWaitMs(timings.settleMs, left, clock.now())
    if (left > 0 && early > 0) await clock.sleep(early, signal)
    const there = await readCurrentPlaces(moving, requestContext, move, some)
    const wanted = some.filter((lead) => settleOrSend(moving, move, lead, there.get(lead.remoteId)) === 'send')
    deps.changed('subsequences')
    await mapLimit(wanted, concurrentMoves, async (lead) => {
      if (halted.has(id)) throw new AppError('CANCELLED')
      // A parallel request may have found that the subsequence is gone.
      if (moves.left(id, lead.place - 1)[0]?.place !== lead.place) return
      await moveLead(moving, requestContext, move, lead)
      deps.changed('subsequences')
    })
    after = last.place
  }
  moves.state(id, 'done', null, clock.now())
}

/** Returns where leads are now, by id. Leads missing from the list are requested one by one. */
async function readCurrentPlaces(
  moving: MoveContext,
  requestContext: RequestContext,
  move: MoveRow,
  some: readonly MovedLead[],
): Promise<ReadonlyMap<string, PlacedLead>> {
  const { instantly } = moving
  const ids = some.map(({ remoteId }) => remoteId)
  const { items } = await instantly.placedLeads(requestContext, { campaignId: move.campaignRemoteId, ids }, null)
  const found = new Map(items.map((lead) => [lead.id, lead]))
  await mapLimit(
    ids.filter((id) => !found.has(id)),
    concurrentMoves,
    async (id) => {
      const there = await readCurrentPlace(moving, requestContext, id)
      if (there) found.set(id, there)
    },
  )
  return found
}

/** Settles a lead by what was read, or returns that it still has to be sent. */
function settleOrSend(
  moving: MoveContext,
  move: MoveRow,
  lead: MovedLead,
  there: PlacedLead | undefined,
): 'settled' | 'send' {
  const { moves } = moving
  if (!there || there.campaignId !== move.campaignRemoteId) {
    moves.outcome(lead, 'refused', new AppError('LEAD_NOT_IN_CAMPAIGN'))
    return 'settled'
  }
  const now = there.subsequenceId
  // Includes leads that were given up, because the request may have been carried out after they were last looked for.
  const isOurs = lead.state === 'sent' || (lead.sentAt !== null && lead.before !== null)
  if (isOurs && now === lead.target && lead.before !== (lead.target ?? '')) {
    moves.outcome(lead, 'moved')
    return 'settled'
  }
  // Undo restores what was read before the first request.
  if (lead.before === null) moves.seen(lead, now)
  if (now === lead.target) {
    moves.outcome(lead, 'already')
    return 'settled'
  }
  if (isBlockedByOptOut(moving, move, lead, there.email)) {
    moves.outcome(lead, 'refused', new AppError('LEAD_OPTED_OUT'))
    return 'settled'
  }
  if (lead.onlyFrom !== null && (now ?? '') !== lead.onlyFrom) {
    moves.outcome(lead, 'elsewhere')
    return 'settled'
  }
  return 'send'
}

/** Moves one lead until its outcome is known. Throws errors that hold up the move. */
async function moveLead(
  moving: MoveContext,
  requestContext: RequestContext,
  move: MoveRow,
  lead: MovedLead,
): Promise<void> {
  const { moves, clock, instantly, timings } = moving
  for (let tries = lead.tries; ; ) {
    if (requestContext.signal?.aborted) throw new AppError('CANCELLED')
    if (isBlockedByOptOut(moving, move, lead)) return moves.outcome(lead, 'refused', new AppError('LEAD_OPTED_OUT'))
    moves.sent(lead, clock.now())
    tries += 1
    let lost: AppError
    try {
      const remote = await (lead.target === null
        ? instantly.takeFromSubsequence(requestContext, lead.remoteId)
        : instantly.moveToSubsequence(requestContext, lead.remoteId, lead.target))
      if (remote.id === lead.remoteId && remote.subsequenceId === lead.target) {
        moves.outcome(lead, 'moved')
        return
      }
      // The answer does not match the request, so the lead's actual position decides.
      lost = new AppError('OUTCOME_UNKNOWN', { reason: 'not_as_asked' })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code !== 'OUTCOME_UNKNOWN') {
        await handleRefusal(moving, requestContext, move, lead, error)
        return
      }
      lost = error
    }
    await clock.sleep(timings.settleMs, requestContext.signal)
    const there = await readCurrentPlace(moving, requestContext, lead.remoteId)
    if (!there) {
      moves.outcome(lead, 'refused', new AppError('LEAD_NOT_IN_CAMPAIGN'))
      return
    }
    if (there.subsequenceId === lead.target) {
      moves.outcome(lead, 'moved')
      return
    }
    if (tries >= maxTries) {
      moves.outcome(lead, 'refused', lost)
      return
    }
  }
}

/** Returns where a lead is at Instantly; null if it was deleted there. */
const readCurrentPlace = (
  { instantly }: MoveContext,
  requestContext: RequestContext,
  remoteId: string,
): Promise<PlacedLead | null> =>
  instantly.placedLead(requestContext, remoteId).catch((error: unknown) => {
    if (isRefused(error, 404)) return null
    throw error
  })

/** Handles a refused request. Throws errors that do not concern this lead alone; the lead is then waiting again. */
async function handleRefusal(
  moving: MoveContext,
  requestContext: RequestContext,
  move: MoveRow,
  lead: MovedLead,
  error: AppError,
): Promise<void> {
  const { moves, rows } = moving
  if (!leadErrors.has(error.code)) {
    moves.outcome(lead, 'waiting')
    throw error
  }
  if (isRefused(error, 404) && lead.target !== null && (await isSubsequenceGone(moving, requestContext, lead.target))) {
    const known = rows.find(move.workspaceId, lead.target)
    if (known) rows.gone(known.id, moving.clock.now())
    moves.refuseLeft(move.id, lead.target, new AppError('SUBSEQUENCE_GONE'))
    return
  }
  moves.outcome(lead, 'refused', isRefused(error, 404) ? new AppError('LEAD_NOT_IN_CAMPAIGN') : error)
}

async function isSubsequenceGone(
  moving: MoveContext,
  requestContext: RequestContext,
  subsequenceId: string,
): Promise<boolean> {
  try {
    await moving.instantly.subsequence(requestContext, subsequenceId)
    return false
  } catch (error) {
    return isRefused(error, 404)
  }
}

const requestContextOf = (move: MoveRow, signal: AbortSignal): RequestContext => ({
  workspaceId: move.workspaceId,
  priority: 'job',
  requestedBy: 'move leads into subsequence',
  signal,
})

/**
 * Whether the lead opted out, by the address given by the operator or the one at Instantly. Such leads are never moved
 * into a subsequence, but can always be removed from one.
 */
const isBlockedByOptOut = (moving: MoveContext, move: MoveRow, lead: MovedLead, there: string | null = null) =>
  lead.target !== null &&
  [lead.email, there].some((email) => email !== null && moving.isOptedOut(move.workspaceId, addressKey(email)))
