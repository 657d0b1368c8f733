import Database from 'better-sqlite3'

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
  return db
}
