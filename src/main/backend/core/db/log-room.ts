/**
 * The room of a write-ahead log that grew long. SQLite writes it from its beginning again and keeps the file as long as it
 * was (`journal_size_limit`), which a backlog is faster with and nobody needs afterwards.
 */
import fs from 'node:fs'
import type { Database } from 'better-sqlite3'
import { walState } from './wal-state.ts'

/** Ordinary work makes a log this long again and again. */
const keptBytes = 64_000_000
/** A backlog that rests for so long is over. */
const quietMs = 30_000

/** Cuts a long log off once little was written for half a minute. To be asked now and then; tells whether it was cut off. */
export function createLogRoom(raw: Database, storePath: string): (now: number) => boolean {
  const pageBytes = raw.pragma('page_size', { simple: true }) as number
  const file = `${storePath}-wal`
  let since = 0
  /** Pages there were then. */
  let before = 0
  return (now) => {
    const { pages, moved } = walState(raw)
    // Begun anew, what is in it was all written since.
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
    // Next to nothing is left to move; who reads or writes right now keeps it as it is until the next time.
    const [row] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return row?.busy === 0
  }
}
