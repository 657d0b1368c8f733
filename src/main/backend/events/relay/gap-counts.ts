/** What Instantly counted on a day, to compare with the events received. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { Count, CountSource } from './gap-store.ts'

export function createGapCounts(raw: Store['raw'], iso: () => string) {
  const putCount = raw.prepare(
    `insert into gap_count (workspace_id, day, source, type, count, read_at) values (?, ?, ?, ?, ?, ?)
     on conflict (workspace_id, day, source, type) do update set count = excluded.count, read_at = excluded.read_at`,
  )
  return {
    put(workspaceId: WorkspaceId, counts: readonly Omit<Count, 'readAt'>[]): void {
      const readAt = iso()
      raw.transaction(() => {
        for (const { day, source, type, count } of counts) putCount.run(workspaceId, day, source, type, count, readAt)
      })()
    },
    /** Removes a source's counts of a day, so that counts it no longer reports are not kept. */
    clear(workspaceId: WorkspaceId, source: CountSource, type: string | null, fromDay: string, toDay: string): void {
      raw
        .prepare(
          `delete from gap_count where workspace_id = ? and source = ? and type = ifnull(?, type)
             and day between ? and ?`,
        )
        .run(workspaceId, source, type, fromDay, toDay)
    },
    counts: (workspaceId: WorkspaceId, fromDay: string, toDay: string): readonly Count[] =>
      raw
        .prepare<[WorkspaceId, string, string], Count>(
          `select day, source, type, count, read_at as readAt from gap_count
           where workspace_id = ? and day between ? and ? order by day, type`,
        )
        .all(workspaceId, fromDay, toDay),
  }
}
