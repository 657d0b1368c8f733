/**
 * Overwrites what the store's file still has of deleted rows, in place and while the app works, and looks for texts in the
 * rest of it. `VACUUM` would do the first, too, and answer nobody until the whole store is written. The pass over the file is
 * a thread's (`clean-pass.ts`); what is written meanwhile is done here, a few milliseconds at a time.
 *
 * Nothing that SQLite reads is written, so that an end in the middle leaves a store as good as before. That the file does
 * not change under it is held by readers that see the file alone, with an empty log: as long as they read, SQLite
 * moves no log into the file, in this process or another.
 */
import fs from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../deps.ts'
import { endThread, type Loaded, watchLoading } from '../lib/native-threads.ts'
import type { CleanOrder, CleanReport, Standing } from './clean-orders.ts'
import { overwrite, seek } from './clean-pass.ts'
import { holdsStill, keptFile, logBytes } from './hold-still.ts'
import { besidesOf } from './open-beside.ts'
import { type Companion, readWith } from './read-together.ts'
import { freePagesOf, isPointerMap, pagesOfLog, type Range, unusedOfCells } from './unused-bytes.ts'

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
    clean: (number, ranges) => overwrite(fd, page, zeros, (number - 1) * pageSize, ranges),
  }
}

type Rest = {
  readonly file: File
  readonly reader: Database.Database
  readonly sought: RegExp | null
  /** Pages that have a text that is looked for. */
  readonly standing: Set<number>
}

/** The pages written since the log was emptied last, as they are in the file now. */
function* thesePages(
  { file: { read, clean, pageSize }, reader, sought, standing }: Rest,
  pages: ReadonlySet<number>,
): Generator<void> {
  const count = reader.pragma('page_count', { simple: true }) as number
  const hasMaps = reader.pragma('auto_vacuum', { simple: true }) !== 0
  const { lists, free } = freePagesOf(read, count)
  const freed = new Set(free)
  for (const number of pages) {
    standing.delete(number)
    if (number < 1 || number > count || (hasMaps && isPointerMap(number, pageSize))) continue
    const page = read(number)
    // A page of a long value has nothing of a page with cells at its beginning: it names the next one there.
    const ranges = freed.has(number) ? ([[0, pageSize]] as const) : (lists.get(number) ?? unusedOfCells(page, number))
    if (ranges !== null) clean(number, ranges)
    if (sought && page.toString('latin1').search(sought) >= 0) standing.add(number)
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

export type Cleaner = Pick<Deps, 'clock' | 'spawnCleaner'> & { readonly store: Pick<Deps['store'], 'raw'> }

/** Nothing of what was deleted before is in a byte of the store or its log afterwards. Throws STORE_LOCKED where others never rest. */
export async function cleanStore(deps: Cleaner, signal: AbortSignal): Promise<void> {
  const cleaning = await beginCleaning(deps, { forms: [], tables: [] }, signal)
  try {
    await cleaning.whole()
    await cleaning.rest()
  } finally {
    cleaning.end()
  }
}

export type Cleaning = {
  /** Overwrites what is unused now and says where the texts stand in the rest. The file holds still from then on. */
  whole(): Promise<Standing>
  /** The same for what was written since. Gives how many pages have one of the texts still. */
  rest(): Promise<number>
  /** To be called in any case. */
  end(): void
}

/** Cleaning in two parts, so that what was found can be erased between them. */
export async function beginCleaning(
  deps: Cleaner,
  sought: Pick<CleanOrder, 'forms' | 'tables'>,
  signal: AbortSignal,
): Promise<Cleaning> {
  const { raw } = deps.store
  const before = underWay.get(raw) ?? Promise.resolve()
  const mine = Promise.withResolvers<void>()
  underWay.set(raw, mine.promise)
  await before
  const reader = new Database(raw.name, { readonly: true, fileMustExist: true })
  const end = () => {
    reader.close()
    mine.resolve()
  }
  try {
    return { ...cleaningWith({ deps, reader, sought, signal }), end }
  } catch (error) {
    end()
    throw error
  }
}

type Given = {
  readonly deps: Cleaner
  readonly reader: Database.Database
  readonly sought: Pick<CleanOrder, 'forms' | 'tables'>
  readonly signal: AbortSignal
}

function cleaningWith({ deps, reader, sought, signal }: Given): Omit<Cleaning, 'end'> {
  const { clock, spawnCleaner } = deps
  const { raw } = deps.store
  const fd = keptFile(raw)
  const file = fileOf(fd, raw.pragma('page_size', { simple: true }) as number)
  const standing = new Set<number>()
  const given: Rest = { file, reader, sought: seek(sought.forms), standing }
  const halt = () => {
    if (signal.aborted || !raw.open) throw new AppError('CANCELLED')
  }
  /** In steps, with others' turns between them. */
  const inSteps = async (steps: Iterable<void>) => {
    let restAt = performance.now() + STEP_MS
    for (const _ of steps) {
      if (performance.now() < restAt) continue
      await nextTurn()
      halt()
      restAt = performance.now() + STEP_MS
    }
    // Most of it here, so that little is left for the turn at the end.
    forgetPages(raw)
    await nextTurn()
    halt()
  }
  let owed = new Set<number>()
  /** Waits until the file holds still; `then` is in the same turn, so that nobody has written anything that is not owed. */
  const still = async (other: Companion | null, then: () => void) => {
    for (let waits = 0; waits < mostWaits; waits += 1) {
      halt()
      // What was written meanwhile was made of what connections remembered of pages as they had been.
      forgetPages(raw)
      for (const number of writtenSince(raw, file.pageSize)) owed.add(number)
      if (reader.inTransaction) reader.exec('rollback')
      if (holdsStill(raw, reader, other)) {
        then()
        return
      }
      await clock.sleep(waitMs, signal)
    }
    throw new AppError('STORE_LOCKED')
  }
  return {
    async whole() {
      const moment = new SharedArrayBuffer(4)
      const other = readWith(moment)
      const thread = watchLoading(spawnCleaner({ storePath: raw.name, fd, ...sought, moment }))
      const over = Promise.withResolvers<Standing>()
      const ready = Promise.withResolvers<void>()
      thread.on('message', (report: CleanReport | Loaded) => {
        if (report.t === 'loaded') ready.resolve()
        else if (report.t === 'done') over.resolve(report.standing)
        else over.reject(Object.assign(new Error(report.detail), report.code === null ? {} : { code: report.code }))
      })
      thread.once('error', over.reject)
      const halted = () => over.reject(new AppError('CANCELLED'))
      thread.once('exit', halted)
      signal.addEventListener('abort', halted, { once: true })
      try {
        await Promise.race([ready.promise, over.promise])
        const holding = still(other, () => {
          owed = new Set()
          other.goOn()
        })
        await Promise.race([holding, over.promise])
        const found = await over.promise
        for (const number of found.pages) standing.add(number)
        forgetPages(raw)
        return found
      } finally {
        signal.removeEventListener('abort', halted)
        over.promise.catch(() => undefined)
        // It may write as long as the file holds still, and not longer.
        await endThread(thread)
      }
    },
    async rest() {
      let isLast = false
      const upTo = () => {
        isLast = owed.size <= MOST_AT_END
        if (!isLast) return
        for (const _ of thesePages(given, owed)) continue
        forgetPages(raw)
      }
      for (;;) {
        await still(null, upTo)
        if (isLast) break
        const pages = owed
        owed = new Set()
        await inSteps(thesePages(given, pages))
      }
      await new Promise<void>((resolve, reject) => fs.fsync(fd, (error) => (error ? reject(error) : resolve())))
      return standing.size
    },
  }
}
