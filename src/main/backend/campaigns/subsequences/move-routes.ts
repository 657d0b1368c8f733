/** Routes for moving leads into a subsequence. */

import type { subsequences } from '#shared/contract/campaigns/subsequences.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Clock } from '../../core/deps.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import type { MoveRow, MoveStore } from './move-store.ts'
import { createMover } from './mover.ts'
import type { SubsequenceStore } from './subsequence-store.ts'

/** Starts, stops and undoes moves. */
export function moveRoutes(parts: {
  readonly clock: Clock
  readonly moves: MoveStore
  readonly rows: SubsequenceStore
  readonly mover: ReturnType<typeof createMover>
  readonly present: (id: CampaignId) => ReturnType<CampaignQueries['row']>
}): Pick<
  Handlers<typeof subsequences>,
  | 'subsequenceMoves.start'
  | 'subsequenceMoves.get'
  | 'subsequenceMoves.ofCampaign'
  | 'subsequenceMoves.leads'
  | 'subsequenceMoves.stop'
  | 'subsequenceMoves.goOn'
  | 'subsequenceMoves.undo'
> {
  const { clock, moves, rows, mover, present } = parts
  return {
    'subsequenceMoves.start'({ campaignId, into, leads, idempotencyKey }) {
      const known = moves.byClick(idempotencyKey)
      if (known) return moves.shown(known)
      const { workspaceId } = present(campaignId)
      const target = into === null ? null : rows.get(into)
      if (target && (target.campaignId !== campaignId || target.goneAt !== null))
        throw target.goneAt === null
          ? new AppError('INVALID_INPUT', { field: 'into' })
          : new AppError('SUBSEQUENCE_GONE')
      const id = moves.add(
        { workspaceId, campaignId, idempotencyKey, intoId: into, undoOf: null, at: clock.now() },
        leads.map(({ id: remoteId, email, name }) => ({
          remoteId,
          email,
          name,
          target: target?.remoteId ?? null,
          onlyFrom: null,
        })),
      )
      mover.run(id)
      return moves.shown(moves.find(id))
    },
    'subsequenceMoves.get': ({ moveId }) => moves.shown(moves.find(moveId)),
    'subsequenceMoves.ofCampaign': ({ campaignId }) => moves.ofCampaign(campaignId),
    'subsequenceMoves.leads': ({ moveId, page }) => moves.leads(moveId, page),
    'subsequenceMoves.stop': ({ moveId }) => mover.halt(moveId),
    'subsequenceMoves.goOn': ({ moveId }) => mover.goOn(moveId),
    async 'subsequenceMoves.undo'({ moveId }) {
      // A running move is stopped before it is undone, and requests already sent are awaited.
      let of: MoveRow
      do {
        await mover.halted(moveId)
        of = moves.find(moveId)
        // Another click may have continued the move meanwhile, so it is stopped again.
      } while (of.state === 'running')
      if (of.undoneBy !== null) return moves.shown(moves.find(of.undoneBy))
      if (!moves.shown(of).canUndo) return moves.shown(of)
      const { workspaceId, campaignId } = of
      const id = moves.add(
        { workspaceId, campaignId, idempotencyKey: `undo ${moveId}`, intoId: null, undoOf: moveId, at: clock.now() },
        moves.moved(moveId).map(({ target, before, ...lead }) => ({
          ...lead,
          target: before || null,
          onlyFrom: target ?? '',
        })),
      )
      mover.run(id)
      return moves.shown(moves.find(id))
    },
  }
}
