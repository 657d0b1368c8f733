/** Entry point of the cleaning thread: one pass over the store's file while the backend keeps it from changing. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { threadLoaded, toThreadFailure } from '../lib/native-threads.ts'
import type { CleanOrder, CleanReport } from './clean-orders.ts'
import { runCleanPass } from './clean-pass.ts'
import { checkpointLog } from './move-log.ts'
import { beginSnapshot, waitForReadSignal } from './read-together.ts'

// The value passed to `SpawnCleaner`.
const order = workerData as CleanOrder
checkpointLog(order.storePath)
const reader = new Database(order.storePath, { readonly: true, fileMustExist: true })
parentPort?.postMessage(threadLoaded)
const tell = (report: CleanReport) => parentPort?.postMessage(report)

try {
  waitForReadSignal(order.moment, {
    begin: () => beginSnapshot(reader),
    end: () => reader.exec('rollback'),
  })
  tell({ t: 'done', standing: runCleanPass({ reader, ...order }) })
} catch (error) {
  tell(toThreadFailure(error))
} finally {
  reader.close()
}
