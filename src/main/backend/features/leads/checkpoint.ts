/**
 * Moves what an import wrote from the write-ahead log into the store, in the parse thread: done by the backend's own
 * connection it would hold up everybody else's calls for a tenth of a second, again and again.
 */
import Database from 'better-sqlite3'

export type Checkpointer = {
  /** Counts what was handed over; now and then this is when a checkpoint is made. */
  wrote(chars: number): void
  /** Whether the log has grown so long that the writer should rest for once, so that it can begin anew. */
  wantsRest(): boolean
  /** To be called while the writer rests, and at the end. */
  now(): void
  close(): void
}

/** Characters of rows between two checkpoints: about 64 MB of log. */
const EVERY_CHARS = 40_000_000
/** And until the log has to be begun anew: it then takes some hundred megabytes of disk. */
const REST_CHARS = 240_000_000

export function createCheckpointer(storePath: string): Checkpointer {
  const db = new Database(storePath, { fileMustExist: true, timeout: 0 })
  let sinceCheckpoint = 0
  let sinceRest = 0
  const checkpoint = (kind: 'PASSIVE' | 'TRUNCATE') => {
    sinceCheckpoint = 0
    try {
      db.pragma(`wal_checkpoint(${kind})`)
    } catch {
      // Only a favour: a full disk or a failing one is met, and told, by the connection that writes.
    }
  }
  return {
    wrote(chars) {
      sinceCheckpoint += chars
      sinceRest += chars
      // Passive: waits for nobody and holds nobody up.
      if (sinceCheckpoint > EVERY_CHARS) checkpoint('PASSIVE')
    },
    wantsRest: () => sinceRest > REST_CHARS,
    now() {
      sinceRest = 0
      checkpoint('PASSIVE')
      // Next to nothing is left to move now: a moment's hold, and the disk has its space back.
      checkpoint('TRUNCATE')
    },
    close: () => db.close(),
  }
}
