/** Resets sync rows whose state at Instantly differs from the opt-outs. */
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/**
 * Creates a function that marks these rows to be synced again, for one client or all; it returns how many there were.
 */
export function createSyncRepair(raw: Store['raw']) {
  const ofIds = `value in (select value from opt_out where id in (select value from json_each(@ids)))`
  const mendable = (where: string) =>
    raw.prepare<[object], { id: number }>(
      `select s.id from opt_out_sync s where s.state = 'differs' and s.wanted = 1
         and (@workspaceId is null or s.workspace_id = @workspaceId) ${where}`,
    )
  const mendAll = mendable('')
  const mendSome = mendable(`and s.${ofIds}`)
  const mendRow = raw.prepare(
    `update opt_out_sync set state = 'waiting', next_at = 0, version = version + 1, tries = 0, looks = 0, differs = null,
       entry_read_at = null, entry_id = null where id = ?`,
  )
  const forgetActs = raw.prepare(`update opt_out_lead set state = 'left' where sync_id = ? and state = 'done'`)
  const mend = raw.transaction((workspaceId: WorkspaceId | null, ids: readonly OptOutId[] | null): number => {
    const rows = ids === null ? mendAll.all({ workspaceId }) : mendSome.all({ workspaceId, ids: JSON.stringify(ids) })
    for (const { id } of rows) {
      mendRow.run(id)
      forgetActs.run(id)
    }
    return rows.length
  })
  return (workspaceId: WorkspaceId | null, ids: readonly OptOutId[] | null): number => mend(workspaceId, ids)
}
