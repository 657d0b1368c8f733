/** Moves what is committed from the WAL into the file, beside the thread that answers: that one never waits for it. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const everyMs = 500

const db = new Database(workerData as string, { timeout: 1_000 })
const timer = setInterval(() => {
  try {
    db.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // Next time; and at the latest the writer does it itself.
  }
}, everyMs)

parentPort?.once('message', () => {
  clearInterval(timer)
  db.close()
  parentPort?.close()
})
