/** What is known about entries on the block list at Instantly: requested, present, removed. */
import type { Store } from '../../core/deps.ts'
import type { SyncRow } from './sync-store.ts'

/** Reads and writes the state of one or more rows. */
export function createSyncRecords(raw: Store['raw']) {
  const askEntry = raw.prepare('update opt_out_sync set entry_asked_at = ? where id = ?')
  const unaskEntry = raw.prepare('update opt_out_sync set entry_asked_at = null where id = ?')
  // One that replaced ours was made by somebody else.
  const entryThere = raw.prepare(
    `update opt_out_sync set entry_id = @entryId, entry_read_at = @at, entry_asked_at = null,
       entry_origin = case when entry_asked_at is not null then 'ours' when entry_id <> @entryId then 'theirs'
         else coalesce(entry_origin, 'theirs') end
     where id = @id`,
  )
  const entryGone = raw.prepare(
    `update opt_out_sync set entry_id = null, entry_origin = null, entry_asked_at = null, entry_read_at = null where id = ?`,
  )

  const askAll = raw.transaction((rows: readonly SyncRow[], at: number): void => {
    for (const { id } of rows) askEntry.run(at, id)
  })
  const unaskAll = raw.transaction((rows: readonly SyncRow[]): void => {
    for (const { id } of rows) unaskEntry.run(id)
  })
  return {
    /** Committed before the request is sent. */
    askEntries: (rows: readonly SyncRow[], at: number): void => askAll(rows, at),
    /** Instantly refused, so no request is pending. */
    unaskEntries: (rows: readonly SyncRow[]): void => unaskAll(rows),
    entryThere: (row: SyncRow, entryId: string, at: number): void => void entryThere.run({ id: row.id, entryId, at }),
    entryGone: (row: SyncRow): void => void entryGone.run(row.id),
  }
}
