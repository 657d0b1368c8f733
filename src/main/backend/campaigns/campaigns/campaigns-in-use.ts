import type { Store } from '../../core/deps.ts'

/** Instantly's ids of the targets of a client's exports, except `exceptExport`, and its linked local campaigns. */
export function createCampaignsInUse(
  raw: Store['raw'],
): (workspaceId: number, exceptExport?: number) => ReadonlySet<string> {
  const inUse = raw
    .prepare<[number, number, number], string>(
      `select campaign_id from export_run where workspace_id = ? and id <> ? and campaign_id is not null
       union select c.remote_id from local_campaign l join campaign c on c.id = l.campaign_id where l.workspace_id = ?`,
    )
    .pluck()
  return (workspaceId, exceptExport = 0) => new Set(inUse.all(workspaceId, exceptExport, workspaceId))
}
