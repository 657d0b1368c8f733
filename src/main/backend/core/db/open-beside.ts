import Database from 'better-sqlite3'

/** Those that are open, by their store. */
const besides = new WeakMap<Database.Database, Set<Database.Database>>()

/**
 * A second connection to an open store, in the same thread, for many rows in short transactions: commits are not waited
 * for, parents of rows are not looked up, the log is moved by others. Whoever uses it never lets a transaction of either
 * connection outlast a turn, and closes it.
 */
export function openBeside(raw: Database.Database): Database.Database {
  const db = new Database(raw.name, { fileMustExist: true, timeout: 3000 })
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = OFF')
  db.pragma('wal_autocheckpoint = 0')
  db.pragma('temp_store = MEMORY')
  db.pragma('secure_delete = FAST')
  for (const bound of ['cache_size', 'journal_size_limit', 'max_page_count'])
    db.pragma(`${bound} = ${raw.pragma(bound, { simple: true }) as number}`)
  const all = besides.get(raw) ?? new Set()
  besides.set(raw, all.add(db))
  return db
}

/** The connections beside a store that are open still. */
export function besidesOf(raw: Database.Database): readonly Database.Database[] {
  const all = besides.get(raw) ?? new Set()
  for (const db of all) if (!db.open) all.delete(db)
  return [...all]
}
