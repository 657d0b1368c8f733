/**
 * Keeps the store's file as it is for a while: who reads it with an empty log keeps SQLite from moving any log into it, in
 * this process or another. What is written meanwhile stands in the log.
 */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { beginReading, type ReaderThread } from './read-together.ts'

/** Kept open: on most systems a process that closes a file loses its locks on it, SQLite's too. */
const files = new WeakMap<Database.Database, number>()

/** The store's file, to be read and written beside SQLite, and never to be closed. */
export function keptFile(raw: Database.Database): number {
  const known = files.get(raw)
  if (known !== undefined) return known
  const fd = fs.openSync(raw.name, 'r+')
  files.set(raw, fd)
  return fd
}

export const logBytes = (raw: Database.Database): number =>
  fs.statSync(`${raw.name}-wal`, { throwIfNoEntry: false })?.size ?? 0

/**
 * Whether all of the log is in the file now and `reader` sees just that, and `other` with it; it stays so until they end. All
 * in one turn, in which nobody writes.
 */
export function holdsStill(raw: Database.Database, reader: Database.Database, other: ReaderThread | null): boolean {
  // Not waited for here, where it would keep everybody waiting.
  const timeout = raw.pragma('busy_timeout', { simple: true }) as number
  raw.pragma('busy_timeout = 0')
  const [row] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  raw.pragma(`busy_timeout = ${timeout}`)
  if (row?.busy !== 0) return false
  beginReading(reader)
  const both = other?.begin() ?? true
  if (both && logBytes(raw) === 0) return true
  if (both) other?.letGo()
  reader.exec('rollback')
  return false
}

const waitMs = 100

/** The same for a thread alone, tried so often; gives whether it reads now. */
export async function holdStillFor(raw: Database.Database, other: ReaderThread, tries: number): Promise<boolean> {
  const reader = new Database(raw.name, { readonly: true, fileMustExist: true })
  try {
    for (let tried = 0; tried < tries && raw.open; tried += 1) {
      if (holdsStill(raw, reader, other)) return true
      await sleep(waitMs)
    }
    return false
  } finally {
    reader.close()
  }
}
