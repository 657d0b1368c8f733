import { AppError } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'
import { isOver } from '../engine/active-run.ts'
import type { ExportEngine } from '../engine/engine.ts'
import type { RunStore } from '../engine/run-store.ts'
import type { LedgerQueries } from './ledger.ts'

const idsPerCall = 1000

/**
 * Deletes the leads this export uploaded from their campaign or lead list, by their ids and never more. Repeatable: ids that are gone
 * already count as missing. Throws EXPORT_NOT_POSSIBLE_NOW while the export still runs.
 */
export async function takeBack(
  deps: Deps,
  parts: { readonly runs: RunStore; readonly ledger: LedgerQueries; readonly engine: Pick<ExportEngine, 'isLive'> },
  id: ExportId,
): Promise<{ readonly taken: number; readonly missing: number }> {
  const run = parts.runs.get(id)
  // A cancelled export may still wait for answers: what they tell is to be taken back too.
  if (!isOver(run.state) || parts.engine.isLive(id)) {
    throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
  }
  if (!run.place) return { taken: 0, missing: 0 }
  const requestContext = { workspaceId: run.workspaceId, priority: 'click', requestedBy: `take back ${id}` } as const
  const ids = parts.ledger.uploadedIds(id)
  let taken = 0
  for (let at = 0; at < ids.length; at += idsPerCall) {
    taken += await deleteRepeatably(deps, requestContext, run.place, ids.slice(at, at + idsPerCall))
  }
  parts.runs.setTakenBack(id, new Date(deps.clock.now()).toISOString())
  return { taken, missing: ids.length - taken }
}

/**
 * Deleting by id may be repeated when its answer is lost: nothing else can be hit the second time. Where the second finds
 * none of them, the first one deleted them.
 */
async function deleteRepeatably(
  deps: Deps,
  requestContext: Parameters<Deps['instantly']['deleteLeads']>[0],
  place: RemotePlace,
  ids: readonly string[],
): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      const count = await deps.instantly.deleteLeads(requestContext, place, ids)
      return tries > 1 && count === 0 ? ids.length : count
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'OUTCOME_UNKNOWN')) throw error
      if (tries >= 4) throw new AppError('OUTCOME_UNKNOWN', { reason: 'undo_unfinished' }, { cause: error })
      await deps.clock.sleep(500 * tries)
    }
  }
}
