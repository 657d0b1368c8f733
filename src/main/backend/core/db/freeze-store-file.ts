/**
 * Keeps the store's file unchanged for a while: a connection that reads it with an empty log keeps SQLite from
 * checkpointing into it, in this process or another. Writes made meanwhile stay in the log.
 */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { beginSnapshot, type ReaderThread } from './read-together.ts'
import { walState } from './wal-state.ts'

/** Kept open: on most systems a process that closes a file loses all its locks on it, including SQLite's. */
const openDescriptors = new WeakMap<Database.Database, number>()

/** Returns a descriptor of the store's file for reading and writing beside SQLite; it must never be closed. */
export function storeFileDescriptor(raw: Database.Database): number {
  const known = openDescriptors.get(raw)
  if (known !== undefined) return known
  const fd = fs.openSync(raw.name, 'r+')
  openDescriptors.set(raw, fd)
  return fd
}

export const logBytes = (raw: Database.Database): number =>
  fs.statSync(`${raw.name}-wal`, { throwIfNoEntry: false })?.size ?? 0

/**
 * Whether the whole log is in the file now and `reader`, and `other` if given, read exactly that state; it then stays
 * so until they end. Runs in one tick, in which nobody writes.
 */
export function tryFreezeStoreFile(
  raw: Database.Database,
  reader: Database.Database,
  other: ReaderThread | null,
): boolean {
  // Waiting here would block everybody.
  const timeout = raw.pragma('busy_timeout', { simple: true }) as number
  raw.pragma('busy_timeout = 0')
  const [row] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  raw.pragma(`busy_timeout = ${timeout}`)
  if (row?.busy !== 0) return false
  beginSnapshot(reader)
  const both = other?.begin() ?? true
  if (both && logBytes(raw) === 0) return true
  if (both) other?.letGo()
  reader.exec('rollback')
  return false
}

const waitMs = 100
/** More pages than this in the log block everybody while they are checkpointed; the checkpoint thread does not. */
const fewPages = 1000

/**
 * Does the same for a thread alone, with up to `tries` attempts, the first half only while the log is short; returns
 * whether it reads now.
 */
export async function freezeStoreFileFor(raw: Database.Database, other: ReaderThread, tries: number): Promise<boolean> {
  const reader = new Database(raw.name, { readonly: true, fileMustExist: true })
  try {
    for (let tried = 0; tried < tries && raw.open; tried += 1) {
      const { pages, moved } = walState(raw)
      const mayTry = tried >= tries / 2 || pages - moved < fewPages
      if (mayTry && tryFreezeStoreFile(raw, reader, other)) return true
      await sleep(waitMs)
    }
    return false
  } finally {
    reader.close()
  }
}
