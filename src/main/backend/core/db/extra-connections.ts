import Database from 'better-sqlite3'

/** Open second connections, by their store's connection. */
const extraConnections = new WeakMap<Database.Database, Set<Database.Database>>()

/**
 * Opens a second connection to an open store, in the same thread, for writing many rows in short transactions: it does
 * not wait for commits to reach the disk, does not check foreign keys, and leaves checkpoints to others. Callers must
 * never let a transaction of either connection outlast a tick, and must close it.
 */
export function openExtraConnection(raw: Database.Database): Database.Database {
  const db = new Database(raw.name, { fileMustExist: true, timeout: 3000 })
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = OFF')
  db.pragma('wal_autocheckpoint = 0')
  db.pragma('temp_store = MEMORY')
  db.pragma('secure_delete = FAST')
  for (const bound of ['cache_size', 'journal_size_limit', 'max_page_count'])
    db.pragma(`${bound} = ${raw.pragma(bound, { simple: true }) as number}`)
  const all = extraConnections.get(raw) ?? new Set()
  extraConnections.set(raw, all.add(db))
  return db
}

/** Returns the store's second connections that are still open. */
export function extraConnectionsOf(raw: Database.Database): readonly Database.Database[] {
  const all = extraConnections.get(raw) ?? new Set()
  for (const db of all) if (!db.open) all.delete(db)
  return [...all]
}
