/** Deletes the rows of a client permanently. */
import type { RemovalReceipt } from '#shared/contract/app/client-data.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { runWriteSteps } from '../../core/db/long-write.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { removeRowsSteps } from '../demo/remove-rows.ts'

/**
 * Opt-outs that apply to all clients must outlive this one: they are kept without a client, and without the text, which
 * belonged to the client.
 */
export function keepGlobalOptOuts(raw: Store['raw'], workspaceId: WorkspaceId): void {
  const here = `from opt_out o where o.workspace_id = @workspaceId and o.scope = 'all' and o.state <> 'undone'`
  raw.transaction(() => {
    // May exist already from another deleted client; the stricter of the two wins.
    raw
      .prepare(
        `update opt_out as k set scope = 'all',
           state = case when k.state = 'on' or exists (select 1 ${here} and o.value = k.value and o.state = 'on')
             then 'on' else 'asked' end
          where k.workspace_id = 0 and exists (select 1 ${here} and o.value = k.value)`,
      )
      .run({ workspaceId })
    raw
      .prepare(
        `update or ignore opt_out as o set workspace_id = 0, thread_id = null, words = null
          where o.workspace_id = @workspaceId and o.scope = 'all' and o.state <> 'undone'`,
      )
      .run({ workspaceId })
  })()
}

/** Deletes the rows and counts them. */
export function createRowRemoval(deps: Deps) {
  const { store } = deps
  const { raw } = store

  function removeRows(workspaceId: WorkspaceId, signal: AbortSignal): Promise<void> {
    keepGlobalOptOuts(raw, workspaceId)
    return runWriteSteps(raw, removeRowsSteps(store, workspaceId), () => {
      if (signal.aborted) throw new AppError('CANCELLED')
    })
  }

  /** The counts of the receipt, taken before anything is deleted. */
  function countOf(workspaceId: WorkspaceId): RemovalReceipt {
    const of = (sql: string) => raw.prepare<[number], number>(sql).pluck().get(workspaceId) ?? 0
    const leads = of('select count(*) from lead l join lead_list ll on ll.id = l.list_id where ll.workspace_id = ?')
    const emails = of('select count(*) from inbox_message where workspace_id = ?')
    const events = of('select count(*) from event where workspace_id = ?')
    const exports = of('select count(*) from export_run where workspace_id = ?')
    return {
      rows: leads + emails + events + exports,
      leads,
      emails,
      events,
      exports,
      keys: of('select count(*) from api_key where workspace_id = ? and cipher is not null'),
      crms: of('select count(*) from crm_target where workspace_id = ? and removed_at is null'),
      sources: of('select count(*) from supabase_source where workspace_id = ? and removed_at is null'),
      reports: of('select count(*) from report_made where workspace_id = ?'),
      webhook: 'none',
      relay: false,
    }
  }
  return { removeRows, countOf }
}
