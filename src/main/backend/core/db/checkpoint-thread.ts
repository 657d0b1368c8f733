/**
 * Entry of the checkpoint thread: moves the write-ahead log into the store on a connection of its own. On the backend's
 * own connection a checkpoint would hold up everybody's calls for a twentieth of a second, again and again.
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { loaded } from '../lib/native-threads.ts'
import type { CheckpointReport, CheckpointRequest } from './checkpoint-request.ts'
import { longLog } from './checkpoint-wait.ts'
import { createLogRoom } from './log-room.ts'
import { walState } from './wal-state.ts'

const everyMs = 500
/** So often it is looked at while the log gets long: whoever writes on soon waits for its end (`checkpoint-wait.ts`). */
const soonMs = 20
/** Less than this is not worth the disk's time. */
const worthwhileBytes = 32_000_000
/**
 * While somebody writes on, each pass leaves what came meanwhile, and less each time. A log that is never moved to its
 * end never begins anew: it would grow until the writer itself had to move it, and everybody to wait for that.
 */
const mostPasses = 20

const { storePath } = workerData as { storePath: string }
const db = new Database(storePath, { fileMustExist: true, timeout: 0 })
parentPort?.postMessage(loaded)
const nearLong = longLog * 0.75
const giveRoomBack = createLogRoom(db, storePath)
const worthwhile = worthwhileBytes / (db.pragma('page_size', { simple: true }) as number)

/** Whether there was anything worth moving. */
function move(): boolean {
  const { pages, moved } = walState(db)
  if (pages < worthwhile || moved === pages) return false
  let left = pages - moved
  for (let pass = 0; pass < mostPasses && left > 0; pass += 1) {
    walState(db, 'PASSIVE')
    const now = walState(db)
    // Begun anew: somebody has written since, and it is short.
    if (now.pages < worthwhile) return true
    left = now.pages - now.moved
  }
  return true
}

const tell = (report: CheckpointReport) => parentPort?.postMessage(report)

let held = false
parentPort?.on('message', (wish: CheckpointRequest) => {
  held = wish === 'hold'
})

let movedAt = 0

/** Moves what is worth it; gives when to look again. */
function look(): number {
  if (held) return everyMs
  const startedAt = Date.now()
  try {
    const { pages, moved } = walState(db)
    // Every moving makes commits meanwhile wait for the disk: sooner than it is its turn only where somebody waits for it.
    if (startedAt - movedAt >= everyMs || (pages >= longLog && moved < pages)) {
      movedAt = startedAt
      // Passive: waits for nobody and holds nobody up.
      if (move()) tell({ t: 'moved', tookMs: Date.now() - startedAt })
    }
    giveRoomBack(startedAt)
    return pages >= nearLong ? soonMs : everyMs
  } catch (error) {
    // Only a favour: a full disk or a failing one is met by the connection that writes.
    tell({ t: 'failed', detail: error instanceof Error ? error.message : String(error) })
    return everyMs
  }
}

function again(inMs: number): void {
  setTimeout(() => again(look()), inMs)
}
again(everyMs)
