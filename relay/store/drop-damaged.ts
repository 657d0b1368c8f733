import fs from 'node:fs'
import Database from 'better-sqlite3'

/** Deletes a store that SQLite cannot read, so that an empty one takes its place; returns whether it did. */
export function dropDamagedStore(file: string): boolean {
  if (!fs.existsSync(file) || isWhole(file)) return false
  for (const end of ['', '-wal', '-shm']) fs.rmSync(`${file}${end}`, { force: true })
  return true
}

/** A file that cannot be opened or read now for another reason is not damaged. */
function isWhole(file: string): boolean {
  let db: Database.Database | null = null
  try {
    db = new Database(file, { timeout: 10_000 })
    return db.pragma('quick_check(1)', { simple: true }) === 'ok'
  } catch (error) {
    return !(error instanceof Database.SqliteError && /^SQLITE_(?:NOTADB|CORRUPT)/.test(error.code))
  } finally {
    db?.close()
  }
}
