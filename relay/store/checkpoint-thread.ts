/** Moves what is committed from the WAL into the file, beside the thread that answers: that one never waits for it. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const everyMs = 500
/** Moving flushes the disk too, and the commits of that moment wait for it: done for this much, or when all is quiet. */
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
    // Next time; and at the latest the writer does it itself.
  }
}, everyMs)

parentPort?.once('message', () => {
  clearInterval(timer)
  db.close()
  parentPort?.close()
})
