import Database from 'better-sqlite3'

/** Moves most of the log into the store, in a thread of its own: little is left then for who has to empty it. */
export function moveLog(storePath: string): void {
  const raw = new Database(storePath, { fileMustExist: true, timeout: 0 })
  try {
    raw.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // Only a favour.
  } finally {
    raw.close()
  }
}
