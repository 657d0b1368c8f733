import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import type { WorkspaceId } from '#shared/ids.ts'

/** The newest lists of all these clients. */
export const newestLists = (lists: readonly LeadList[], most: number): readonly LeadList[] =>
  lists.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, most)

/** The last export of each client. */
export function lastExportOf(exports: readonly ExportSummary[], workspaceId: WorkspaceId): ExportSummary | null {
  let last: ExportSummary | null = null
  for (const each of exports) {
    if (each.workspaceId === workspaceId && (!last || each.createdAt > last.createdAt)) last = each
  }
  return last
}
