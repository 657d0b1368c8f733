/**
 * Keeps the write-ahead log of a long import short, from the parse thread: on the backend's own connection this would
 * repeatedly block all other calls for a tenth of a second. What remains at the end is moved by the checkpoint thread.
 * In the meantime it has the log flushed to disk bit by bit, so that little is left to flush before the import's last
 * commit.
 */
import fs from 'node:fs'
import Database from 'better-sqlite3'

export type Checkpointer = {
  /** Counts what was passed to the writer. */
  wrote(chars: number): void
  /** Returns whether the log has grown so long that the writer should pause once, so that the log can start over. */
  wantsRest(): boolean
  /** To be called while the writer pauses. */
  now(): void
  close(): void
}

/** Characters of leads until the log starts over; it then takes some two hundred megabytes on disk. */
const REST_CHARS = 130_000_000

/** Characters of leads after which the log is flushed to disk. */
const FLUSH_CHARS = 16_000_000

export function createCheckpointer(storePath: string): Checkpointer {
  const db = new Database(storePath, { fileMustExist: true, timeout: 0 })
  const flusher = createFlusher(`${storePath}-wal`)
  let sinceRest = 0
  const checkpoint = (kind: 'PASSIVE' | 'TRUNCATE') => {
    try {
      db.pragma(`wal_checkpoint(${kind})`)
    } catch {
      // Only an optimisation: the connection that writes will encounter and report a full or failing disk.
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
      // Passive: waits for nobody and blocks nobody.
      checkpoint('PASSIVE')
      // Almost nothing is left to move now, so this blocks only for a moment and frees the disk space.
      checkpoint('TRUNCATE')
    },
    close() {
      flusher.close()
      db.close()
    },
  }
}

/** Flushes a file to disk now and then, in the background; if that fails, only time is lost. */
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
    // SQLite's locks are on other files, so closing this one releases none.
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
    close() {
      closed = true
      if (!busy) close()
    },
  }
}
