import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { deletionRechecks } from '../../core/instantly/deleted-leads.ts'
import type { RemotePlace, RequestContext } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import type { ExportEngine } from '../engine/engine.ts'
import type { ExportCampaigns } from '../engine/engine-context.ts'
import type { RunStore } from '../engine/run-store.ts'
import { isTargetGone } from '../engine/target-place.ts'
import type { LedgerQueries } from './ledger.ts'
import { undoingKey } from './ledger-summary.ts'

const idsPerCall = 1000

/** `taken`: deleted. `missing`: already gone. `left`: still at Instantly, moved to another place or not deleted. */
type Taken = { readonly taken: number; readonly missing: number; readonly left: number }

/** Exports of a client that are being undone. An undo interrupted by the end of the app continues at the next start. */
const undoing: Setting<readonly number[]> = { key: undoingKey, shape: z.array(z.int()), fallback: [] }

export type ExportUndo = ReturnType<typeof createExportUndo>

type UndoParts = {
  readonly runs: RunStore
  readonly ledger: LedgerQueries
  readonly engine: Pick<ExportEngine, 'isLive' | 'retryFailed'>
  readonly campaigns: Pick<ExportCampaigns, 'keepUnsubscribed'>
}

/** Undos that were requested and have not ended, by client; they are continued after a restart. */
function createPendingUndos(store: Store, now: () => number) {
  const clients = store.raw
    .prepare<[string], WorkspaceId>('select workspace_id from setting where key = ? order by workspace_id')
    .pluck()
  const undone = (id: WorkspaceId) => getSetting(store, id, undoing) as readonly ExportId[]

  function begin(workspaceId: WorkspaceId, id: ExportId): void {
    setSetting(store, workspaceId, undoing, [...new Set([...undone(workspaceId), id])], now())
  }
  function forget(workspaceId: WorkspaceId, id: ExportId): void {
    const others = undone(workspaceId).filter((other) => other !== id)
    if (others.length > 0) setSetting(store, workspaceId, undoing, others, now())
    else removeSetting(store, workspaceId, undoing)
  }
  return { of: undone, begin, forget, all: () => clients.all(undoing.key).flatMap(undone) }
}

type LeftLeads = {
  readonly id: ExportId
  readonly workspaceId: WorkspaceId
  readonly positions: readonly number[]
  readonly at: number
}

/** Creates the function that stores which leads of an export are still at Instantly, in the caller's transaction. */
function createLeftStore(raw: Store['raw']) {
  const drop = raw.prepare(`delete from export_difference where export_id = ? and kind = 'left'`)
  const put = raw.prepare(
    `insert or replace into export_difference (export_id, position, workspace_id, kind, at) values (?, ?, ?, 'left', ?)`,
  )
  return ({ id, workspaceId, positions, at }: LeftLeads): void => {
    drop.run(id)
    for (const position of positions) put.run(id, position, workspaceId, at)
  }
}

/** Positions of leads that are still at Instantly, which the next export must not send again. */
async function positionsOf(
  ledger: LedgerQueries,
  id: ExportId,
  still: ReadonlySet<string>,
): Promise<readonly number[]> {
  if (still.size === 0) return []
  const found: number[] = []
  for (const rows of ledger.everyRow(id, 'all')) {
    for (const { remoteLeadId, position } of rows)
      if (remoteLeadId !== null && still.has(remoteLeadId)) found.push(position)
    await nextTurn()
  }
  return found
}

/**
 * Deletes the leads an export uploaded from their campaign or lead list, strictly by their ids. Repeatable: ids already
 * gone count as missing. Throws EXPORT_NOT_POSSIBLE_NOW while the export is running.
 */
export function createExportUndo(deps: Deps, parts: UndoParts) {
  const { store, clock } = deps
  const underWay = new Map<ExportId, Promise<Taken>>()
  const pending = createPendingUndos(store, () => clock.now())
  const keepLeft = createLeftStore(store.raw)

  function assertPossible(id: ExportId): void {
    const { state } = parts.runs.get(id)
    // A cancelled export may still await answers, and the leads they confirm must be removed too.
    if (!isOver(state) || parts.engine.isLive(id)) throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state })
  }

  async function take(id: ExportId, place: RemotePlace, signal?: AbortSignal): Promise<Taken> {
    const { workspaceId } = parts.runs.get(id)
    const asked = signal ? ({ priority: 'job', signal } as const) : ({ priority: 'click' } as const)
    const requestContext: RequestContext = { workspaceId, requestedBy: `undo export ${id}`, ...asked }
    const ids = parts.ledger.uploadedIds(id)
    if (ids.length > 0) await parts.campaigns.keepUnsubscribed(requestContext, place)
    let taken = 0
    let left = 0
    const still = new Set<string>()
    for (const some of chunk(ids, idsPerCall)) {
      const became = await deleteRepeatably(deps, requestContext, place, some)
      taken += became.taken
      left += became.left
      for (const one of became.still) still.add(one)
    }
    const positions = await positionsOf(parts.ledger, id, still)
    store.raw.transaction(() => {
      // If all leads are still there nothing was undone, and the operator can try again.
      if (left < ids.length || ids.length === 0) {
        parts.runs.setTakenBack(id, new Date(clock.now()).toISOString(), left === 0 ? null : ids.length - left)
        keepLeft({ id, workspaceId, positions, at: clock.now() })
      }
      pending.forget(workspaceId, id)
    })()
    return { taken, missing: ids.length - taken - left, left }
  }

  /** Joins an undo already in progress, so that a second click does not undo twice. */
  function once(id: ExportId, place: RemotePlace, signal?: AbortSignal): Promise<Taken> {
    const known = underWay.get(id)
    if (known) return known
    const taking = take(id, place, signal).finally(() => underWay.delete(id))
    underWay.set(id, taking)
    return taking
  }

  deps.background.defineJob<ExportId>({
    kind: 'take_backs',
    network: true,
    untilReleased: true,
    next: () => ({ due: pending.all().filter((id) => !underWay.has(id)) }),
    of: (id) => ({ key: id, client: parts.runs.get(id).workspaceId }),
    async run(id, signal) {
      const { place, workspaceId } = parts.runs.get(id)
      try {
        assertPossible(id)
        if (place) await once(id, place, signal)
      } catch (error) {
        const isSentAgain = hasCode(error, 'EXPORT_NOT_POSSIBLE_NOW')
        if (!isSentAgain && !isTargetGone(error)) throw error
        // Nothing to undo: the export continued after all, or was deleted with its campaign.
        pending.forget(workspaceId, id)
        return { end: 'cancelled' }
      }
      deps.changed('exports', 'audit')
      return { end: 'done' }
    },
  })

  return {
    async takeBack(id: ExportId): Promise<Taken> {
      assertPossible(id)
      const { place, workspaceId } = parts.runs.get(id)
      if (!place) return { taken: 0, missing: 0, left: 0 }
      pending.begin(workspaceId, id)
      deps.changed('exports')
      try {
        return await once(id, place)
      } catch (error) {
        // The operator sees the error and may click again. The end of the app is not such an error: the undo continues
        // later.
        if (!hasCode(error, 'CANCELLED')) {
          pending.forget(workspaceId, id)
          deps.changed('exports')
        }
        throw error
      }
    },
    /** Sends what failed again. Not for an undone export: the leads would stay at Instantly and count as undone. */
    retryFailed(id: ExportId): void {
      const { state, workspaceId, takenBackAt } = parts.runs.get(id)
      if (takenBackAt !== null || pending.of(workspaceId).includes(id))
        throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state })
      parts.engine.retryFailed(id)
    },
  }
}

/**
 * Deleting by id may be repeated after a lost answer, as it cannot hit anything else. The result is read back
 * afterwards, also if Instantly deleted fewer leads than requested, because the others may have been moved.
 */
async function deleteRepeatably(
  deps: Deps,
  requestContext: RequestContext,
  place: RemotePlace,
  ids: readonly string[],
): Promise<Pick<Taken, 'taken' | 'left'> & { readonly still: readonly string[] }> {
  for (let tries = 1; ; tries += 1) {
    try {
      const count = await deps.instantly.deleteLeads(requestContext, place, ids)
      if (count >= ids.length) return { taken: ids.length, left: 0, still: [] }
      // After a lost answer nobody knows how many were already deleted.
      const said = tries === 1 ? count : null
      const { left, still } = await stillThere(deps, requestContext, ids, said)
      return { taken: said ?? ids.length - left, left, still }
    } catch (error) {
      if (!hasCode(error, 'OUTCOME_UNKNOWN')) throw error
      if (tries >= 4) throw new AppError('OUTCOME_UNKNOWN', { reason: 'undo_unfinished' }, { cause: error })
      await deps.clock.sleep(500 * tries, requestContext.signal)
    }
  }
}

/** Which of these leads Instantly still has, and how many: at most the difference to those reported as deleted. */
async function stillThere(
  { instantly, clock }: Deps,
  requestContext: RequestContext,
  ids: readonly string[],
  deleted: number | null,
): Promise<{ readonly left: number; readonly still: readonly string[] }> {
  const most = deleted === null ? 0 : ids.length - deleted
  for (let look = 1; ; look += 1) {
    const found = await instantly.leadStandingsById(requestContext, null, ids)
    const still = [...new Set(found.map(({ id }) => id))]
    const left = still.length
    if (left <= most) return { left, still }
    if (look === deletionRechecks.most) return { left: deleted === null ? left : most, still }
    await clock.sleep(deletionRechecks.everyMs, requestContext.signal)
  }
}
