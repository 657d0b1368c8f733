import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'

/**
 * Writes down that a person must not be written to again, from the moment of the event. An entry the operator took back
 * since then stays taken back; one taken back before stands again.
 */
export function createOptOuts({ raw }: Store) {
  const add = raw.prepare(
    `insert into block_entry (workspace_id, value, origin, added_at) values (?, ?, 'opt_out', ?)
       on conflict (workspace_id, origin, value) do update set
         added_at = min(added_at, excluded.added_at),
         removed_at = case when removed_at > excluded.added_at then removed_at end`,
  )
  return (workspaceId: WorkspaceId, email: string, at: number): void =>
    void add.run(workspaceId, email, new Date(at).toISOString())
}
