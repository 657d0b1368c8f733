/**
 * Truncates a write-ahead log that grew long. SQLite restarts the log but keeps the file at its length
 * (`journal_size_limit`), which speeds up a backlog but is of no use afterwards.
 */
import fs from 'node:fs'
import type { Database } from 'better-sqlite3'
import { walState } from './wal-state.ts'

/** Ordinary work repeatedly makes a log of this length. */
const keptBytes = 64_000_000
/** A backlog is considered over after this time without much writing. */
const quietMs = 30_000

/**
 * Returns a function, to be called periodically, that truncates a long log once little was written for half a minute;
 * it returns whether it did.
 */
export function createLogTruncator(raw: Database, storePath: string): (now: number) => boolean {
  const pageBytes = raw.pragma('page_size', { simple: true }) as number
  const file = `${storePath}-wal`
  let since = 0
  /** Pages in the log at `since`. */
  let before = 0
  return (now) => {
    const { pages, moved } = walState(raw)
    // If the log was restarted, everything in it was written since.
    const written = pages < before ? pages : pages - before
    if (since === 0 || now < since || written * pageBytes > keptBytes / 8) {
      since = now
      before = pages
      return false
    }
    if (now - since < quietMs) return false
    since = now
    before = pages
    if (moved < pages && pages * pageBytes > keptBytes) return false
    const { size } = fs.statSync(file, { throwIfNoEntry: false }) ?? { size: 0 }
    if (size <= keptBytes) return false
    // Next to nothing is left to checkpoint; if another connection is reading or writing, the next attempt truncates
    // it.
    const [row] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return row?.busy === 0
  }
}
