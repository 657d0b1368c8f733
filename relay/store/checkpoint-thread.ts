/** Checkpoints the WAL in a separate thread, so that the thread that answers requests never waits for it. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const everyMs = 500
/**
 * A checkpoint also flushes the disk, for which concurrent commits wait: done from this many pages on, or when there is
 * no traffic.
 */
const worthwhilePages = 1_000

const db = new Database(workerData as string, { timeout: 1_000 })
let before = 0
const timer = setInterval(() => {
  try {
    const [log] = db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
    if (!log) return
    const quiet = log.log === before
    before = log.log
    if (log.checkpointed < log.log && (quiet || log.log >= worthwhilePages)) db.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // Tried again next time; at the latest, the writer checkpoints itself.
  }
}, everyMs)

parentPort?.once('message', () => {
  clearInterval(timer)
  db.close()
  parentPort?.close()
})
