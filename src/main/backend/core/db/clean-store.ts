/**
 * Overwrites the remains of deleted rows in the store's file, in place and while the app works, and searches the rest
 * of the file for texts. `VACUUM` would also remove them, but block the app until the whole store is rewritten. A
 * thread makes the pass over the file (`clean-pass.ts`); pages written meanwhile are handled here, a few milliseconds
 * at a time.
 *
 * Only bytes that SQLite does not read are overwritten, so an interruption leaves the store intact. Readers that see
 * only the file, with an empty log, keep the file from changing: while they read, SQLite does not checkpoint the log
 * into the file, in this process or another.
 */
import fs from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../deps.ts'
import { endThread, type ThreadLoaded, watchLoading } from '../lib/native-threads.ts'
import type { CleanOrder, CleanReport, OverflowPages, TextLocations } from './clean-orders.ts'
import { textPatternOf } from './clean-pass.ts'
import { cleanWrittenPages, createPagedFile } from './clean-written.ts'
import { extraConnectionsOf } from './extra-connections.ts'
import { logBytes, storeFileDescriptor, tryFreezeStoreFile } from './freeze-store-file.ts'
import { beginSnapshot, createReaderControl, type ReaderThread } from './read-together.ts'
import { readLogPages } from './unused-bytes.ts'

const STEP_MS = 4
/** Maximum number of pages written by others meanwhile that are handled in one go at the end. */
const MAX_AT_END = 1_000
const waitMs = 100
const maxWaits = 300

function dropPageCaches(raw: Database.Database): void {
  for (const one of [raw, ...extraConnectionsOf(raw)]) one.pragma('shrink_memory')
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
    return readLogPages(read, bytes, pageSize)
  } finally {
    fs.closeSync(fd)
  }
}

/** Cleanings run one after the other: while one keeps the log from being reset, another could not empty it. */
const activeCleanings = new WeakMap<Database.Database, Promise<void>>()

export type CleanDeps = Pick<Deps, 'clock' | 'spawnCleaner'> & { readonly store: Pick<Deps['store'], 'raw'> }

/** Removes every byte of deleted data from the store and its log. Throws STORE_LOCKED if others never pause. */
export async function cleanStore(deps: CleanDeps, signal: AbortSignal): Promise<void> {
  const cleaning = await beginCleaning(deps, { forms: [], tables: [] }, signal)
  try {
    await cleaning.whole()
    await cleaning.rest()
  } finally {
    cleaning.end()
  }
}

export type StoreCleaning = {
  /** Overwrites the unused space and returns where the texts occur in the rest. From then on the file is fixed. */
  whole(): Promise<TextLocations>
  /** Does the same for pages written since. Returns how many pages still contain one of the texts. */
  rest(): Promise<number>
  /** Must always be called. */
  end(): void
}

/** Starts a cleaning in two parts, so that what the first finds can be erased before the second. */
export async function beginCleaning(
  deps: CleanDeps,
  sought: Pick<CleanOrder, 'forms' | 'tables'>,
  signal: AbortSignal,
): Promise<StoreCleaning> {
  const { raw } = deps.store
  const before = activeCleanings.get(raw) ?? Promise.resolve()
  const mine = Promise.withResolvers<void>()
  activeCleanings.set(raw, mine.promise)
  await before
  const reader = new Database(raw.name, { readonly: true, fileMustExist: true })
  const end = () => {
    reader.close()
    mine.resolve()
  }
  try {
    return { ...createCleaning({ deps, reader, sought, signal }), end }
  } catch (error) {
    end()
    throw error
  }
}

type CleaningParts = {
  readonly deps: CleanDeps
  readonly reader: Database.Database
  readonly sought: Pick<CleanOrder, 'forms' | 'tables'>
  readonly signal: AbortSignal
}

function createCleaning({ deps, reader, sought, signal }: CleaningParts): Omit<StoreCleaning, 'end'> {
  const { clock, spawnCleaner } = deps
  const { raw } = deps.store
  const fd = storeFileDescriptor(raw)
  const file = createPagedFile(fd, raw.pragma('page_size', { simple: true }) as number)
  const standing = new Set<number>()
  const seeking = textPatternOf(sought.forms)
  const halt = () => {
    if (signal.aborted || !raw.open) throw new AppError('CANCELLED')
  }
  /** Runs the steps, yielding to other work between them. */
  const inSteps = async (steps: Iterable<void>) => {
    let restAt = performance.now() + STEP_MS
    for (const _ of steps) {
      if (performance.now() < restAt) continue
      await nextTurn()
      halt()
      restAt = performance.now() + STEP_MS
    }
    // Most of the cache is freed here, so that little is left for the last step.
    dropPageCaches(raw)
    await nextTurn()
    halt()
  }
  let owed = new Set<number>()
  const writtenSince = new Set<number>()
  let values: OverflowPages | null = null
  const written = (pages: ReadonlySet<number>) => {
    for (const number of pages) writtenSince.add(number)
    if (values === null) throw new Error('the rest is cleaned before the whole')
    return cleanWrittenPages({ file, reader, pages, values, writtenSince, sought: seeking, standing })
  }
  /** Waits until the file stops changing and calls `then` in the same tick: every page written by then is in `owed`. */
  const still = async (other: ReaderThread | null, then: () => void) => {
    for (let waits = 0; waits < maxWaits; waits += 1) {
      halt()
      // Pages were overwritten without the connections' knowledge, so their cached copies are stale.
      dropPageCaches(raw)
      for (const number of pagesInLog(raw, file.pageSize)) owed.add(number)
      if (reader.inTransaction) reader.exec('rollback')
      if (tryFreezeStoreFile(raw, reader, other)) {
        then()
        return
      }
      // A reader keeps the log from being restarted, so all pages written to it stay known.
      beginSnapshot(reader)
      await clock.sleep(waitMs, signal)
    }
    throw new AppError('STORE_LOCKED')
  }
  return {
    async whole() {
      const moment = new SharedArrayBuffer(4)
      const other = createReaderControl(moment)
      const pass = watchCleanThread(spawnCleaner({ storePath: raw.name, fd, ...sought, moment }), signal)
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
        dropPageCaches(raw)
        return found
      } finally {
        // The thread may write only as long as the file is held still.
        await pass.end()
      }
    },
    async rest() {
      let isLast = false
      const upTo = () => {
        isLast = owed.size <= MAX_AT_END
        if (!isLast) return
        for (const _ of written(owed)) continue
        dropPageCaches(raw)
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

/** Watches the thread's pass: `ready` resolves when it waits for the moment, `over` with its result. */
function watchCleanThread(spawned: Worker, signal: AbortSignal) {
  const thread = watchLoading(spawned)
  const over = Promise.withResolvers<TextLocations>()
  const ready = Promise.withResolvers<void>()
  thread.on('message', (report: CleanReport | ThreadLoaded) => {
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
