/**
 * Overwrites what the store's file still has of deleted rows, in place and while the app works: a step of some
 * milliseconds, then everybody else's turn. `VACUUM` would do it too, and answer nobody until the whole store is written.
 *
 * Nothing that SQLite reads is written, so that an end in the middle leaves a store as good as before. That the file does
 * not change under it is held by a reader that sees the file alone, with an empty log: as long as it reads, SQLite
 * moves no log into the file, in this process or another.
 */
import fs from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { Clock, Store } from '../deps.ts'
import { besidesOf } from './open-beside.ts'
import { freePagesOf, isPointerMap, pagesOfLog, type Range, unusedOfCells, unusedOfOverflow } from './unused-bytes.ts'

const STEP_MS = 4
/** Pages others wrote meanwhile that are looked at in one go, at the end. */
const MOST_AT_END = 1_000
const waitMs = 100
const mostWaits = 300

type File = {
  readonly read: (number: number) => Buffer
  readonly clean: (number: number, ranges: readonly Range[]) => void
  readonly pageSize: number
}

/**
 * Kept open: on most systems a process that closes a file loses its locks on it, SQLite's too.
 */
const files = new WeakMap<Database.Database, number>()

function openFile(raw: Database.Database): number {
  const known = files.get(raw)
  if (known !== undefined) return known
  const fd = fs.openSync(raw.name, 'r+')
  files.set(raw, fd)
  return fd
}

function fileOf(fd: number, pageSize: number): File {
  const zeros = Buffer.alloc(pageSize)
  const page = Buffer.alloc(pageSize)
  const read = (number: number) => {
    if (fs.readSync(fd, page, 0, pageSize, (number - 1) * pageSize) !== pageSize) throw new AppError('STORE_CORRUPT')
    return page
  }
  return {
    read,
    pageSize,
    clean(number, ranges) {
      for (const [from, to] of ranges) {
        if (to <= from || page.compare(zeros, 0, to - from, from, to) === 0) continue
        fs.writeSync(fd, zeros, 0, to - from, (number - 1) * pageSize + from)
      }
    },
  }
}

const logBytes = (raw: Database.Database): number =>
  fs.statSync(`${raw.name}-wal`, { throwIfNoEntry: false })?.size ?? 0

/** Whether all of the log is in the file now and `reader` sees just that; it keeps it so until it rolls back. */
function holdsStill(raw: Database.Database, reader: Database.Database): boolean {
  // Not waited for here, where it would keep everybody waiting.
  const timeout = raw.pragma('busy_timeout', { simple: true }) as number
  raw.pragma('busy_timeout = 0')
  const [row] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  raw.pragma(`busy_timeout = ${timeout}`)
  if (row?.busy !== 0) return false
  reader.exec('begin')
  reader.prepare('select count(*) from sqlite_schema').get()
  if (logBytes(raw) === 0) return true
  reader.exec('rollback')
  return false
}

/** Every page with what is on it, as the reader sees them. */
function* wholeFile({ read, clean, pageSize }: File, reader: Database.Database): Generator<void> {
  const count = reader.pragma('page_count', { simple: true }) as number
  const { lists, free } = freePagesOf(read, count)
  for (const [number, ranges] of lists) {
    read(number)
    clean(number, ranges)
    yield
  }
  for (const number of free) {
    read(number)
    clean(number, [[0, pageSize]])
    yield
  }
  const pages = reader.prepare<[], [number, string, number]>('select pageno, pagetype, payload from dbstat').raw()
  for (const [number, kind, payload] of pages.iterate()) {
    const page = read(number)
    const ranges = kind === 'overflow' ? unusedOfOverflow(page, payload) : unusedOfCells(page, number)
    if (ranges !== null) clean(number, ranges)
    yield
  }
}

/** The pages written since the log was emptied last, as they are in the file now. */
function* thesePages(
  { read, clean, pageSize }: File,
  reader: Database.Database,
  pages: ReadonlySet<number>,
): Generator<void> {
  const count = reader.pragma('page_count', { simple: true }) as number
  const hasMaps = reader.pragma('auto_vacuum', { simple: true }) !== 0
  const { lists, free } = freePagesOf(read, count)
  const freed = new Set(free)
  for (const number of pages) {
    if (number < 1 || number > count || (hasMaps && isPointerMap(number, pageSize))) continue
    const page = read(number)
    // A page of a long value has nothing of a page with cells at its beginning: it names the next one there.
    const ranges = freed.has(number) ? ([[0, pageSize]] as const) : (lists.get(number) ?? unusedOfCells(page, number))
    if (ranges !== null) clean(number, ranges)
    yield
  }
}

function forgetPages(raw: Database.Database): void {
  for (const one of [raw, ...besidesOf(raw)]) one.pragma('shrink_memory')
}

function writtenSince(raw: Database.Database, pageSize: number): ReadonlySet<number> {
  const bytes = logBytes(raw)
  if (bytes === 0) return new Set()
  const fd = fs.openSync(`${raw.name}-wal`, 'r')
  try {
    const part = Buffer.alloc(4)
    const read = (position: number) => {
      fs.readSync(fd, part, 0, 4, position)
      return part
    }
    return pagesOfLog(read, bytes, pageSize)
  } finally {
    fs.closeSync(fd)
  }
}

/** One after the other, whoever asks: while one holds the log still, another could not empty it. */
const underWay = new WeakMap<Database.Database, Promise<void>>()

/** Nothing of what was deleted before is in a byte of the store or its log afterwards. Throws STORE_LOCKED where others never rest. */
export function cleanStore(store: Store, clock: Clock, signal: AbortSignal): Promise<void> {
  const before = underWay.get(store.raw) ?? Promise.resolve()
  const mine = before.then(() => cleanNow(store, clock, signal))
  underWay.set(
    store.raw,
    mine.catch(() => undefined),
  )
  return mine
}

async function cleanNow({ raw }: Store, clock: Clock, signal: AbortSignal): Promise<void> {
  const reader = new Database(raw.name, { readonly: true, fileMustExist: true })
  const fd = openFile(raw)
  const file = fileOf(fd, raw.pragma('page_size', { simple: true }) as number)
  /** In steps, with others' turns between them. */
  const inSteps = async (steps: Iterable<void>) => {
    let restAt = performance.now() + STEP_MS
    for (const _ of steps) {
      if (performance.now() < restAt) continue
      await nextTurn()
      if (signal.aborted || !raw.open) throw new AppError('CANCELLED')
      restAt = performance.now() + STEP_MS
    }
    // Most of it here, so that little is left for the turn at the end.
    forgetPages(raw)
    await nextTurn()
    if (signal.aborted || !raw.open) throw new AppError('CANCELLED')
  }
  let wholeDone = false
  let owed = new Set<number>()
  try {
    for (let waits = 0; waits < mostWaits; ) {
      // What was written meanwhile was made of what connections remembered of pages as they had been.
      forgetPages(raw)
      for (const number of writtenSince(raw, file.pageSize)) owed.add(number)
      if (reader.inTransaction) reader.exec('rollback')
      if (!holdsStill(raw, reader)) {
        waits += 1
        await clock.sleep(waitMs, signal)
      } else if (!wholeDone) {
        owed = new Set()
        await inSteps(wholeFile(file, reader))
        wholeDone = true
      } else if (owed.size > MOST_AT_END) {
        const pages = owed
        owed = new Set()
        await inSteps(thesePages(file, reader, pages))
      } else {
        // One turn, in which nobody writes.
        for (const _ of thesePages(file, reader, owed)) continue
        forgetPages(raw)
        await new Promise<void>((resolve, reject) => fs.fsync(fd, (error) => (error ? reject(error) : resolve())))
        return
      }
    }
  } finally {
    reader.close()
  }
  throw new AppError('STORE_LOCKED')
}
