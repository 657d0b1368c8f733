import path from 'node:path'
import Database from 'better-sqlite3'

/** Returns how many rows each table of a store has for these workspaces; throws if a row refers to a missing one. */
export function rowsOf(dir: string, ids: readonly number[]): Record<string, number> {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  try {
    const broken = db.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) throw new Error(`${broken.length} rows point to rows that are gone`)
    const tables = db.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all() as string[]
    const found: Record<string, number> = {}
    for (const table of tables) {
      const columns = db.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]
      const column = table === 'workspace' ? 'id' : columns.includes('workspace_id') ? 'workspace_id' : null
      if (column === null) continue
      const n = db
        .prepare(`select count(*) from "${table}" where ${column} in (select value from json_each(?))`)
        .pluck()
        .get(JSON.stringify(ids)) as number
      if (n > 0) found[table] = n
    }
    return found
  } finally {
    db.close()
  }
}
