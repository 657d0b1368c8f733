/** The steps that delete a client permanently; each can be repeated after an interruption. */
import type { ClientRemoval } from '#shared/contract/app/client-data.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { forgetOpenFiles } from '../../clients/settings/ui-state.ts'
import { cleanStore } from '../../core/db/clean-store.ts'
import type { Clock, Deps, Store } from '../../core/deps.ts'
import { removeDraggedOf } from '../../leads/lists/list-files.ts'
import { forgetDeletedWords, truncateLog } from '../people/scrub.ts'
import type { RemovalParts } from './delete-client.ts'
import { saveRemoval } from './removal-store.ts'
import { createRowRemoval, keepGlobalOptOuts } from './remove-rows.ts'

const waitMs = 250
/** An answer in flight arrives within this many waits, or never. */
const maxWaits = 600

/** Creates the step that ends a client's imports and exports before its rows are deleted. */
function createClientDisconnect(parts: RemovalParts, raw: Store['raw'], clock: Clock) {
  /** When it resolves, nothing of the client is in flight any more. */
  async function disconnectClient(workspaceId: WorkspaceId, signal: AbortSignal): Promise<void> {
    await parts.cancelImports(workspaceId)
    const ids = raw
      .prepare<[number], ExportId>('select id from export_run where workspace_id = ?')
      .pluck()
      .all(workspaceId)
    for (const id of ids.filter(parts.isLive)) {
      try {
        parts.cancelExport(id)
      } catch (error) {
        // It has ended meanwhile.
        if (!(error instanceof AppError)) throw error
      }
    }
    for (let waits = 0; ids.some(parts.isLive); waits += 1) {
      if (waits === maxWaits) throw new AppError('API_UNAVAILABLE')
      await clock.sleep(waitMs, signal)
    }
  }
  return disconnectClient
}

export type DeletionContext = {
  readonly leave: ReturnType<typeof createClientDisconnect>
  readonly parts: RemovalParts
  readonly raw: Deps['store']['raw']
  readonly keep: (one: ClientRemoval) => ClientRemoval
  readonly deps: Deps
  readonly store: Deps['store']
  readonly removeRows: ReturnType<typeof createRowRemoval>['removeRows']
  readonly clock: Deps['clock']
  readonly countOf: ReturnType<typeof createRowRemoval>['countOf']
}

/** What the steps of a deletion share. */
export function createDeletionContext(deps: Deps, parts: RemovalParts): DeletionContext {
  const { store, clock } = deps
  const { raw } = store
  const keep = (one: ClientRemoval): ClientRemoval => {
    saveRemoval(store, one, clock.now())
    parts.tellCopies()
    deps.changed('client_data')
    return one
  }
  const leave = createClientDisconnect(parts, raw, clock)
  const { removeRows, countOf } = createRowRemoval(deps)
  return { leave, parts, raw, keep, deps, store, removeRows, clock, countOf }
}

export async function runDeletionSteps(
  deleting: DeletionContext,
  start: ClientRemoval,
  signal: AbortSignal,
): Promise<void> {
  const { leave, parts, raw, keep, deps, store, removeRows, clock } = deleting
  let one = start
  const { workspaceId } = one
  if (one.state === 'leaving') {
    await leave(workspaceId, signal)
    await parts.unshare(workspaceId)
    const webhook = await parts.disconnect(workspaceId)
    const receipt = {
      ...one.receipt,
      relay: one.receipt.relay || webhook !== null,
      webhook: webhook ?? one.receipt.webhook,
    }
    // From here on the client is invisible and cannot be queried.
    raw.transaction(() => {
      // Before marking the client: opt-outs of a marked client do not apply to others.
      keepGlobalOptOuts(raw, workspaceId)
      raw.prepare(`update workspace set demo = 'removing' where id = ?`).run(workspaceId)
      forgetOpenFiles(store, workspaceId, clock.now())
      one = keep({ ...one, state: 'rows', receipt, problem: null })
    })()
    deps.changed('workspaces', 'clients', 'lists', 'exports', 'campaigns', 'events', 'inbox', 'pauses')
  }
  if (one.state === 'rows') {
    await parts.flush()
    // Before the lists, as afterwards nothing says which files were theirs.
    const lists = raw.prepare<[number], ListId>('select id from lead_list where workspace_id = ?').pluck()
    for (const listId of lists.all(workspaceId)) removeDraggedOf(deps.config.paths.dataDir, listId)
    forgetDeletedWords(store)
    await removeRows(workspaceId, signal)
    parts.sweep()
    raw.transaction(() => {
      raw.prepare('delete from workspace where id = ?').run(workspaceId)
      one = keep({ ...one, state: 'bytes', problem: null })
    })()
  }
  if (one.state === 'bytes') {
    // Rows written at the very last moment.
    await removeRows(workspaceId, signal)
    await cleanStore(deps, signal)
    if (!(await truncateLog(store, clock, signal))) throw new AppError('STORE_LOCKED')
    keep({ ...one, state: 'done', endedAt: clock.now(), problem: null })
  }
}
