/**
 * Keeps the write-ahead log of a long import short, in the parse thread: done by the backend's own connection it would
 * hold up everybody else's calls for a tenth of a second, again and again. What is left at the end is moved by the
 * checkpoint thread. Meanwhile it has the log brought to disk bit by bit, so that the import's last commit finds little
 * left to wait for.
 */
import fs from 'node:fs'
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

/** Characters of leads after which the log is brought to disk. */
const FLUSH_CHARS = 16_000_000

export function createCheckpointer(storePath: string): Checkpointer {
  const db = new Database(storePath, { fileMustExist: true, timeout: 0 })
  const flusher = createFlusher(`${storePath}-wal`)
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
      flusher.wrote(chars)
    },
    wantsRest: () => sinceRest > REST_CHARS,
    now() {
      sinceRest = 0
      // Passive: waits for nobody and holds nobody up.
      checkpoint('PASSIVE')
      // Next to nothing is left to move now: a moment's hold, and the disk has its space back.
      checkpoint('TRUNCATE')
    },
    close() {
      flusher.close()
      db.close()
    },
  }
}

/** Has a file brought to disk now and then, in the background; where that cannot be done nothing is lost but time. */
function createFlusher(file: string) {
  let fd: number | null = null
  let since = 0
  let busy = false
  let closed = false
  const close = () => {
    if (fd !== null) fs.close(fd, () => undefined)
    fd = null
  }
  try {
    // SQLite's locks are on other files: closing this one lets go of none.
    fd = fs.openSync(file, 'r+')
  } catch {
    return { wrote: () => undefined, close }
  }
  function flush() {
    if (fd === null) return
    since = 0
    busy = true
    fs.fdatasync(fd, () => {
      busy = false
      if (closed) close()
    })
  }
  return {
    wrote(chars: number) {
      since += chars
      if (since >= FLUSH_CHARS && !busy) flush()
    },
    /** What was written last is still brought to disk. */
    close() {
      closed = true
      if (!busy) flush()
    },
  }
}
