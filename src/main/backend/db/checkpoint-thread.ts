/**
 * Entry of the checkpoint thread: moves the write-ahead log into the store on a connection of its own. On the backend's
 * own connection a checkpoint would hold up everybody's calls for a twentieth of a second, again and again.
 */
import fs from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { loaded } from '../lib/native-threads.ts'

const everyMs = 5_000
/** Less than this is not worth the disk's time. */
const worthwhileBytes = 32_000_000

const { storePath } = workerData as { storePath: string }
const db = new Database(storePath, { fileMustExist: true, timeout: 0 })
parentPort?.postMessage(loaded)

setInterval(() => {
  const log = fs.statSync(`${storePath}-wal`, { throwIfNoEntry: false })
  if (!log || log.size < worthwhileBytes) return
  try {
    // Passive: waits for nobody and holds nobody up.
    db.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // Only a favour: a full disk or a failing one is met, and told, by the connection that writes.
  }
}, everyMs)
