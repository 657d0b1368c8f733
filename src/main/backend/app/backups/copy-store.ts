/** Makes one backup of the store, completely or not at all. Runs in its own thread. */
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { syncFolder } from '../../core/db/install-restored.ts'
import { checkpointLog } from '../../core/db/move-log.ts'
import { beginSnapshot, waitForReadSignal } from '../../core/db/read-together.ts'
import { createPrivateFile } from '../../core/lib/private-file.ts'
import { lowerThreadPriority } from '../../core/lib/thread-priority.ts'
import { removeWorkspaceSteps } from '../demo/remove-rows.ts'
import { type CopyFacts, readCopyFacts, writeOrigin } from './copy-facts.ts'

export type CopyOrder = {
  readonly storePath: string
  /** The store's file, which the backend keeps open, and a signal for when it starts to be kept unchanged. */
  readonly fd: number
  readonly moment: SharedArrayBuffer
  /** The final name of the backup, which it gets only once it was checked. */
  readonly target: string
  readonly origin: { readonly computer: string; readonly version: string; readonly at: string }
  /** Whether the rest of the app has priority, so that a backup on a busy computer takes longer. */
  readonly afterOthers: boolean
}

/** 8 MB per step, so that others can use the disk in between. */
const pagesPerStep = 1_024
const stepBytes = 4 * 1024 * 1024
/** Bytes read and written at a time, few enough to stay in the processor's cache. */
const pieceBytes = 256 * 1024
const longestRestMs = 500
/** Bytes between two syncs to disk, which limits how long a commit of the app can be delayed. */
const syncBytes = 32 * 1024 * 1024

/**
 * Makes a consistent copy of the store while it is in use: the bytes of its file if that can be kept unchanged,
 * otherwise by SQLite's online backup. Demos are left out. The copy is opened and checked before it gets its name.
 */
export async function copyStore(order: CopyOrder, progress: (share: number) => void): Promise<CopyFacts> {
  const part = `${order.target}.part`
  fs.rmSync(part, { force: true })
  checkpointLog(order.storePath)
  try {
    // Private to the user while it grows, whatever folder was chosen.
    createPrivateFile(part)
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
  const begin = () => beginSnapshot(source)
  let rest = () => {}
  const stepDone = (share: number) => {
    progress(share)
    rest()
  }
  let writers: Database.Database | null = null
  try {
    writers = new Database(order.storePath, { fileMustExist: true, readonly: true })
    rest = createStepPause(writers)
    const isStill = waitForReadSignal(order.moment, { begin, end: () => source.exec('rollback') })
    if (order.afterOthers) lowerThreadPriority()
    if (isStill) await copyBytes(order.fd, part, stepDone)
    else {
      // The whole backup reads one snapshot; otherwise every commit of the app would restart it.
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

/** Returns a pause to call after each step: twice the step's time while others, such as exports, write constantly. */
function createStepPause(writers: Database.Database): () => void {
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
  // Syncs to disk while more is being read.
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
    // A single file, without a log next to it.
    raw.pragma('journal_mode = DELETE')
    removeDemos(raw)
    writeOrigin(raw, order.origin)
    const problems = raw.pragma('quick_check(1)', { simple: true })
    if (problems !== 'ok') throw Object.assign(new Error(String(problems)), { code: 'SQLITE_CORRUPT' })
    return readCopyFacts(raw)
  } finally {
    raw.close()
  }
}

/** A demo can be made again in a minute and contains no real data. */
function removeDemos(raw: Database.Database): void {
  const demos = raw.prepare('select id from workspace where demo is not null').pluck().all() as number[]
  for (const id of demos) {
    raw.prepare(`update workspace set demo = 'removing' where id = ?`).run(id)
    // Only `raw` of the store is used, and the id is that of a row.
    for (const _ of removeWorkspaceSteps({ raw } as never, id as never)) continue
  }
}
