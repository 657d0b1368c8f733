/** Makes one copy of the store, whole or not at all. Runs in a thread of its own. */
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { moveLog } from '../../core/db/move-log.ts'
import { syncFolder } from '../../core/db/put-restored.ts'
import { beginReading, waitToRead } from '../../core/db/read-together.ts'
import { letOthersGoFirst } from '../../core/lib/after-others.ts'
import { makeOwnFile } from '../../core/lib/own-file.ts'
import { removalOf } from '../demo/remove-rows.ts'
import { type CopyFacts, copyFacts, writeOrigin } from './copy-facts.ts'

export type CopyOrder = {
  readonly storePath: string
  /** The store's file, which the backend keeps open, and the moment in which it begins to hold still. */
  readonly fd: number
  readonly moment: SharedArrayBuffer
  /** The copy’s own name; it has it only once it was checked. */
  readonly target: string
  readonly origin: { readonly computer: string; readonly version: string; readonly at: string }
  /** Whether the rest of the app goes first: on a busy computer the copy then takes its time. */
  readonly afterOthers: boolean
}

/** 8 MB at a time: the disk is others’ in between. */
const pagesPerStep = 1_024
const stepBytes = 4 * 1024 * 1024
/** Read and written at once: it stays in the processor's cache in between. */
const pieceBytes = 256 * 1024
const longestRestMs = 500
/** Brought to the disk so often: who waits for a commit meanwhile waits for no more than this. */
const syncBytes = 32 * 1024 * 1024

/**
 * Copies as the store is now, while it is written on, of one moment: the bytes of its file where that holds still, else by
 * SQLite’s own online backup. Demos are left out. The copy is opened and checked before it gets its name.
 */
export async function copyStore(order: CopyOrder, progress: (share: number) => void): Promise<CopyFacts> {
  const part = `${order.target}.part`
  fs.rmSync(part, { force: true })
  moveLog(order.storePath)
  try {
    // Nobody else reads it while it grows, whatever folder was chosen.
    makeOwnFile(part)
    await copyTo(part, order, progress)
    const facts = finish(part, order)
    fs.renameSync(part, order.target)
    syncFolder(path.dirname(order.target))
    return facts
  } catch (error) {
    for (const end of ['', '-journal', '-wal', '-shm']) fs.rmSync(part + end, { force: true })
    throw error
  }
}

async function copyTo(part: string, order: CopyOrder, progress: (share: number) => void): Promise<void> {
  const source = new Database(order.storePath, { fileMustExist: true, readonly: true, timeout: 5_000 })
  const begin = () => beginReading(source)
  let rest = () => {}
  const stepDone = (share: number) => {
    progress(share)
    rest()
  }
  let writers: Database.Database | null = null
  try {
    writers = new Database(order.storePath, { fileMustExist: true, readonly: true })
    rest = restBeside(writers)
    const isStill = waitToRead(order.moment, { begin, end: () => source.exec('rollback') })
    if (order.afterOthers) letOthersGoFirst()
    if (isStill) await copyBytes(order.fd, part, stepDone)
    else {
      // One moment is read to the end: otherwise every commit of the app would begin the copy anew.
      begin()
      await source.backup(part, {
        progress({ totalPages, remainingPages }) {
          stepDone(totalPages === 0 ? 0 : 1 - remainingPages / totalPages)
          return pagesPerStep
        },
      })
    }
    progress(1)
  } finally {
    writers?.close()
    source.close()
  }
}

/**
 * To be called after each step: while others write all the time, as an export does, the disk is left to them twice as long as
 * the step took.
 */
function restBeside(writers: Database.Database): () => void {
  const commits = () => writers.pragma('data_version', { simple: true })
  const nobody = new Int32Array(new SharedArrayBuffer(4))
  let seen = commits()
  let stepsBesideWrites = 0
  let begunAt = performance.now()
  return () => {
    const now = commits()
    stepsBesideWrites = now === seen ? 0 : stepsBesideWrites + 1
    if (stepsBesideWrites > 1) Atomics.wait(nobody, 0, 0, Math.min(longestRestMs, 2 * (performance.now() - begunAt)))
    seen = now
    begunAt = performance.now()
  }
}

async function copyBytes(from: number, part: string, stepDone: (share: number) => void): Promise<void> {
  const bytes = fs.fstatSync(from).size
  const piece = Buffer.allocUnsafe(pieceBytes)
  const to = fs.openSync(part, 'r+')
  // Some of it goes to the disk while more is read.
  let synced = Promise.resolve()
  try {
    for (let at = 0; at < bytes; ) {
      const read = fs.readSync(from, piece, 0, Math.min(pieceBytes, bytes - at), at)
      if (read === 0) throw Object.assign(new Error('the store is shorter than it was'), { code: 'SQLITE_CORRUPT' })
      for (let written = 0; written < read; ) written += fs.writeSync(to, piece, written, read - written, at + written)
      at += read
      if (at % syncBytes === 0) {
        await synced
        synced = sync(to)
      }
      if (at % stepBytes === 0 || at === bytes) stepDone(at / bytes)
    }
    await synced
    fs.fsyncSync(to)
  } finally {
    await synced.catch(() => {})
    fs.closeSync(to)
  }
}

const sync = promisify(fs.fdatasync)

function finish(part: string, order: CopyOrder): CopyFacts {
  const raw = new Database(part, { fileMustExist: true })
  try {
    // One file, without a log beside it.
    raw.pragma('journal_mode = DELETE')
    dropDemos(raw)
    writeOrigin(raw, order.origin)
    const problems = raw.pragma('quick_check(1)', { simple: true })
    if (problems !== 'ok') throw Object.assign(new Error(String(problems)), { code: 'SQLITE_CORRUPT' })
    return copyFacts(raw)
  } finally {
    raw.close()
  }
}

/** A demo is made anew in a minute, and nothing of it is anybody’s. */
function dropDemos(raw: Database.Database): void {
  const demos = raw.prepare('select id from workspace where demo is not null').pluck().all() as number[]
  for (const id of demos) {
    raw.prepare(`update workspace set demo = 'removing' where id = ?`).run(id)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `raw` is used of a store, and the id is of its row
    for (const _ of removalOf({ raw } as never, id as never)) continue
  }
}
