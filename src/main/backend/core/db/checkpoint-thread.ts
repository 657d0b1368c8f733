/**
 * Entry point of the checkpoint thread, which checkpoints the write-ahead log on a connection of its own. On the
 * backend's own connection, each checkpoint would block every call for a twentieth of a second.
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { threadLoaded } from '../lib/native-threads.ts'
import type { CheckpointReport, CheckpointRequest } from './checkpoint-request.ts'
import { longLogPages } from './checkpoint-wait.ts'
import { createLogTruncator } from './truncate-log.ts'
import { walState } from './wal-state.ts'

const everyMs = 500
/** Interval of checks while the log grows long: a writer will soon wait for the checkpoint (`checkpoint-wait.ts`). */
const longLogPollMs = 20
/** A smaller log is not worth the disk's time. */
const minMoveBytes = 32_000_000
/**
 * While a writer continues, each pass leaves the pages added in the meantime, fewer each time. A log that is never
 * fully checkpointed is never restarted: it would grow until the writer had to checkpoint it and block everybody.
 */
const maxPasses = 20

const { storePath } = workerData as { storePath: string }
const db = new Database(storePath, { fileMustExist: true, timeout: 0 })
parentPort?.postMessage(threadLoaded)
const nearLong = longLogPages * 0.75
const giveRoomBack = createLogTruncator(db, storePath)
const worthwhile = minMoveBytes / (db.pragma('page_size', { simple: true }) as number)

/** Checkpoints the log; returns whether there was anything worth moving. */
function moveLogPages(): boolean {
  const { pages, moved } = walState(db)
  if (pages < worthwhile || moved === pages) return false
  let left = pages - moved
  for (let pass = 0; pass < maxPasses && left > 0; pass += 1) {
    walState(db, 'PASSIVE')
    const now = walState(db)
    // The log was restarted: somebody has written since, and it is short.
    if (now.pages < worthwhile) return true
    left = now.pages - now.moved
  }
  return true
}

const postReport = (report: CheckpointReport) => parentPort?.postMessage(report)

let held = false
parentPort?.on('message', (wish: CheckpointRequest) => {
  held = wish === 'hold'
})

let movedAt = 0

/** Checkpoints if it is worthwhile; returns the delay until the next check in ms. */
function checkLog(): number {
  if (held) return everyMs
  const startedAt = Date.now()
  try {
    const { pages, moved } = walState(db)
    // A checkpoint makes concurrent commits wait for the disk, so it runs ahead of schedule only if a writer is waiting
    // for it.
    if (startedAt - movedAt >= everyMs || (pages >= longLogPages && moved < pages)) {
      movedAt = startedAt
      // A passive checkpoint neither waits for other connections nor blocks them.
      if (moveLogPages()) postReport({ t: 'moved', tookMs: Date.now() - startedAt })
    }
    giveRoomBack(startedAt)
    return pages >= nearLong ? longLogPollMs : everyMs
  } catch (error) {
    // This thread is only an optimisation: the connection that writes reports a full or failing disk.
    postReport({ t: 'failed', detail: error instanceof Error ? error.message : String(error) })
    return everyMs
  }
}

function scheduleCheck(inMs: number): void {
  setTimeout(() => scheduleCheck(checkLog()), inMs)
}
scheduleCheck(everyMs)
