import type { ExportSummary } from '#shared/contract/exports.ts'
import type { LeadList } from '#shared/contract/lists.ts'
import type { Workspace } from '#shared/contract/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'

/** One thing on Home that waits for the operator. */
export type Need =
  | { readonly kind: 'export'; readonly export: ExportSummary }
  | { readonly kind: 'key'; readonly workspace: Workspace }

const weekMs = 7 * 86_400_000

/** An export that cannot go on, or failed (itself or starting its campaign) not long ago: older ones are history. */
function exportNeeds(summary: ExportSummary, now: number): boolean {
  if (summary.state === 'waiting' || summary.state === 'paused') return true
  if (summary.state !== 'failed' && summary.activation !== 'failed') return false
  return now - new Date(summary.finishedAt ?? summary.createdAt).getTime() < weekMs
}

/** A locked key is told once, in the status line; a key never tested, failing or absent is told per client. */
const keyNeeds = (workspace: Workspace): boolean => workspace.keyState !== 'active' && workspace.keyState !== 'locked'

/** What needs the operator, the export questions first: they hold leads back. */
export function needsOf(
  workspaces: readonly Workspace[],
  exports: readonly ExportSummary[],
  now: number,
): readonly Need[] {
  return [
    ...exports.filter((each) => exportNeeds(each, now)).map((each): Need => ({ kind: 'export', export: each })),
    ...workspaces.filter(keyNeeds).map((each): Need => ({ kind: 'key', workspace: each })),
  ]
}

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
