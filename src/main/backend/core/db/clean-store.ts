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
import type { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../deps.ts'
import { endThread, type Loaded, watchLoading } from '../lib/native-threads.ts'
import type { CleanOrder, CleanReport, Standing, ValuePages } from './clean-orders.ts'
import { seek } from './clean-pass.ts'
import { cleanWritten, fileOf } from './clean-written.ts'
import { holdsStill, keptFile, logBytes } from './hold-still.ts'
import { besidesOf } from './open-beside.ts'
import { beginReading, type ReaderThread, readWith } from './read-together.ts'
import { pagesOfLog } from './unused-bytes.ts'

const STEP_MS = 4
/** Pages others wrote meanwhile that are looked at in one go, at the end. */
const MOST_AT_END = 1_000
const waitMs = 100
const mostWaits = 300

function forgetPages(raw: Database.Database): void {
  for (const one of [raw, ...besidesOf(raw)]) one.pragma('shrink_memory')
}

function pagesInLog(raw: Database.Database, pageSize: number): ReadonlySet<number> {
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
  const seeking = seek(sought.forms)
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
  const writtenSince = new Set<number>()
  let values: ValuePages | null = null
  const written = (pages: ReadonlySet<number>) => {
    for (const number of pages) writtenSince.add(number)
    if (values === null) throw new Error('the rest is cleaned before the whole')
    return cleanWritten({ file, reader, pages, values, writtenSince, sought: seeking, standing })
  }
  /** Waits until the file holds still; `then` is in the same turn, so that nobody has written anything that is not owed. */
  const still = async (other: ReaderThread | null, then: () => void) => {
    for (let waits = 0; waits < mostWaits; waits += 1) {
      halt()
      // Pages were overwritten beneath the connections: what they have cached of them is stale.
      forgetPages(raw)
      for (const number of pagesInLog(raw, file.pageSize)) owed.add(number)
      if (reader.inTransaction) reader.exec('rollback')
      if (holdsStill(raw, reader, other)) {
        then()
        return
      }
      // Who reads keeps the log from beginning again over what is in it: all that is written stays known.
      beginReading(reader)
      await clock.sleep(waitMs, signal)
    }
    throw new AppError('STORE_LOCKED')
  }
  return {
    async whole() {
      const moment = new SharedArrayBuffer(4)
      const other = readWith(moment)
      const pass = watchPass(spawnCleaner({ storePath: raw.name, fd, ...sought, moment }), signal)
      try {
        await Promise.race([pass.ready, pass.over])
        const holding = still(other, () => {
          owed = new Set()
          other.goOn()
        })
        await Promise.race([holding, pass.over])
        const found = await pass.over
        for (const number of found.pages) standing.add(number)
        values = found.values
        forgetPages(raw)
        return found
      } finally {
        // It may write as long as the file holds still, and not longer.
        await pass.end()
      }
    },
    async rest() {
      let isLast = false
      const upTo = () => {
        isLast = owed.size <= MOST_AT_END
        if (!isLast) return
        for (const _ of written(owed)) continue
        forgetPages(raw)
      }
      for (;;) {
        await still(null, upTo)
        if (isLast) break
        const pages = owed
        owed = new Set()
        await inSteps(written(pages))
      }
      await new Promise<void>((resolve, reject) => fs.fsync(fd, (error) => (error ? reject(error) : resolve())))
      return standing.size
    },
  }
}

/** The thread's pass: it is ready once it waits for the moment, and over with what it found. */
function watchPass(spawned: Worker, signal: AbortSignal) {
  const thread = watchLoading(spawned)
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
  return {
    ready: ready.promise,
    over: over.promise,
    async end(): Promise<void> {
      signal.removeEventListener('abort', halted)
      over.promise.catch(() => undefined)
      await endThread(thread)
    },
  }
}
