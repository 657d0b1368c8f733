import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'

/**
 * Removes the paths of another computer from reports and their settings: here they could name a different file, which
 * would be opened, written or passed on. Null for every client.
 */
export function forgetReportPaths(raw: Database, workspaceId: WorkspaceId | null): void {
  const ofClient = 'workspace_id = coalesce(?, workspace_id)'
  raw.prepare(`update report_made set folder = '', files = '[]' where ${ofClient}`).run(workspaceId)
  raw.prepare(`delete from setting where key glob 'reportFolder*' and ${ofClient}`).run(workspaceId)
}
