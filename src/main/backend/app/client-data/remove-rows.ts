/** Rows of a client that goes for good. */
import type { RemovalReceipt } from '#shared/contract/app/client-data.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { writeSteps } from '../../core/db/long-write.ts'
import type { Deps } from '../../core/deps.ts'
import { rowsRemoval } from '../demo/remove-rows.ts'

/** Removes and counts them. */
export function createRowRemoval(deps: Deps) {
  const { store } = deps
  const { raw } = store

  const removeRows = (workspaceId: WorkspaceId, signal: AbortSignal): Promise<void> =>
    writeSteps(raw, rowsRemoval(store, workspaceId), () => {
      if (signal.aborted) throw new AppError('CANCELLED')
    })

  /** Before anything goes: what the receipt counts. */
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
