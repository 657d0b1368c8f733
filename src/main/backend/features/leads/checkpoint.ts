/**
 * Keeps the write-ahead log of a long import short, in the parse thread: done by the backend's own connection it would
 * hold up everybody else's calls for a tenth of a second, again and again. What is left at the end is moved by the
 * checkpoint thread.
 */
import { closeSync, fdatasync, openSync } from 'node:fs'
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
/** Characters of leads until the disk is asked to take what there is. */
const FLUSH_CHARS = 8_000_000

export function createCheckpointer(storePath: string): Checkpointer {
  const db = new Database(storePath, { fileMustExist: true, timeout: 0 })
  let sinceRest = 0
  let sinceFlush = 0
  const flusher = createFlusher(`${storePath}-wal`)
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
      sinceFlush += chars
      if (sinceFlush < FLUSH_CHARS) return
      sinceFlush = 0
      flusher.flush()
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

/**
 * Has the disk begin early with what the last commit waits for: that one carries the whole import to disk. A thread of the
 * platform waits, nobody here. Where it cannot be done, the last commit takes a little longer.
 */
function createFlusher(path: string) {
  let file: number | null = null
  let busy = false
  let isClosed = false
  const close = () => {
    if (file !== null && !busy) closeSync(file)
    if (!busy) file = null
    isClosed = true
  }
  return {
    flush() {
      if (busy || isClosed) return
      try {
        file ??= openSync(path, 'r')
      } catch {
        return
      }
      busy = true
      fdatasync(file, () => {
        busy = false
        if (isClosed) close()
      })
    },
    close,
  }
}
