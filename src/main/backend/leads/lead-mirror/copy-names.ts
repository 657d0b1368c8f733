/** Campaigns and lead lists in which a copy found leads, and their names. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'

/** Reads and writes these names. */
export function createCopyNames(raw: Store['raw']) {
  const placeCount = raw
    .prepare<[number, string], number>(
      'select count(*) from lead_copy_place where workspace_id = ? and kind = ? and leads > 0',
    )
    .pluck()

  const unnamed = raw
    .prepare<[number, string]>(
      `select 1 from lead_copy_place p where p.workspace_id = ? and p.kind = ? and p.remote_id <> '' and p.name is null
         and not exists (select 1 from campaign c where c.workspace_id = p.workspace_id and c.remote_id = p.remote_id)
       limit 1`,
    )
    .pluck()
  const setName = raw.prepare(
    `update lead_copy_place set name = ? where workspace_id = ? and kind = ? and remote_id = ?`,
  )
  return {
    places: (workspaceId: WorkspaceId): { readonly campaigns: number; readonly lists: number } => ({
      campaigns: placeCount.get(workspaceId, 'campaign') ?? 0,
      lists: placeCount.get(workspaceId, 'list') ?? 0,
    }),
    /** Returns whether there is a campaign or list whose name is unknown. */
    hasUnnamed: (workspaceId: WorkspaceId, kind: RemotePlace['kind']): boolean => unnamed.get(workspaceId, kind) === 1,
    putNames(
      workspaceId: WorkspaceId,
      kind: RemotePlace['kind'],
      named: readonly { id: string; name: string }[],
    ): void {
      raw.transaction(() => {
        for (const { id, name } of named) setName.run(name, workspaceId, kind, id)
      })()
    },
  }
}
