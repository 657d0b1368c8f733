/** Reads and writes the rows of settings: a client's, or the app's own with client 0. */
import type { Database } from 'better-sqlite3'
import { memoizeByKey } from '../lib/memoize-by-key.ts'

/** Used all the time, so the statements are prepared once. */
const statementsOf = memoizeByKey((raw: Database) => ({
  read: raw.prepare<[number, string], string>('select value from setting where workspace_id = ? and key = ?').pluck(),
  write: raw.prepare<[{ workspaceId: number; key: string; value: string; at: string }]>(
    `insert into setting (workspace_id, key, value, changed_at) select @workspaceId, @key, @value, @at
       where @workspaceId = 0 or exists (select 1 from workspace where id = @workspaceId and demo is not 'removing')
       on conflict (workspace_id, key) do update set value = excluded.value, changed_at = excluded.changed_at`,
  ),
  remove: raw.prepare<[number, string]>('delete from setting where workspace_id = ? and key = ?'),
}))

/** Returns the stored text unparsed, because one damaged row must not throw. */
export const readSettingRow = (raw: Database, workspaceId: number, key: string): string | undefined =>
  statementsOf(raw).read.get(workspaceId, key)

/**
 * Writes a row as JSON; `at` is an ISO time. Writes nothing for a client that is gone or being removed: a sync that ends
 * meanwhile would leave a row behind, as no foreign key guards this table.
 */
export function writeSettingRow(raw: Database, workspaceId: number, key: string, value: unknown, at: string): void {
  statementsOf(raw).write.run({ workspaceId, key, value: JSON.stringify(value), at })
}

export function removeSettingRow(raw: Database, workspaceId: number, key: string): void {
  statementsOf(raw).remove.run(workspaceId, key)
}
