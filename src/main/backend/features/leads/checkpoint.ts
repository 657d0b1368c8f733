/**
 * Keeps the write-ahead log of a long import short, in the parse thread: done by the backend's own connection it would
 * hold up everybody else's calls for a tenth of a second, again and again. What is left at the end is moved by the
 * checkpoint thread.
 */
import Database from 'better-sqlite3'

export type Checkpointer = {
  /** Counts what was handed over. */
  wrote(chars: number): void
  /** Whether the log has grown so long that the writer should rest for once, so that it can begin anew. */
  wantsRest(): boolean
  /** To be called while the writer rests. */
  now(): void
  close(): void
}

/** Characters of leads until the log is begun anew: it then takes some two hundred megabytes of disk. */
const REST_CHARS = 130_000_000

export function createCheckpointer(storePath: string): Checkpointer {
  const db = new Database(storePath, { fileMustExist: true, timeout: 0 })
  let sinceRest = 0
  const checkpoint = (kind: 'PASSIVE' | 'TRUNCATE') => {
    try {
      db.pragma(`wal_checkpoint(${kind})`)
    } catch {
      // Only a favour: a full disk or a failing one is met, and told, by the connection that writes.
    }
  }
  return {
    wrote(chars) {
      sinceRest += chars
    },
    wantsRest: () => sinceRest > REST_CHARS,
    now() {
      sinceRest = 0
      // Passive: waits for nobody and holds nobody up.
      checkpoint('PASSIVE')
      // Next to nothing is left to move now: a moment's hold, and the disk has its space back.
      checkpoint('TRUNCATE')
    },
    close: () => db.close(),
  }
}
