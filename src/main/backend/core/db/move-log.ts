import Database from 'better-sqlite3'

/** Checkpoints most of the log in its own thread, so that little is left for the connection that has to empty it. */
export function checkpointLog(storePath: string): void {
  const raw = new Database(storePath, { fileMustExist: true, timeout: 0 })
  try {
    raw.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // This is only an optimisation, so errors are ignored.
  } finally {
    raw.close()
  }
}
