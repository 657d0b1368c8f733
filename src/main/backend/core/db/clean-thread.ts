/**
 * Entry point of the cleaning thread: makes one pass over the store's file while the backend keeps it from changing.
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { failureOf, loaded } from '../lib/native-threads.ts'
import type { CleanOrder, CleanReport } from './clean-orders.ts'
import { cleanPass } from './clean-pass.ts'
import { moveLog } from './move-log.ts'
import { beginReading, waitToRead } from './read-together.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `SpawnCleaner` was given
const order = workerData as CleanOrder
moveLog(order.storePath)
const reader = new Database(order.storePath, { readonly: true, fileMustExist: true })
parentPort?.postMessage(loaded)
const tell = (report: CleanReport) => parentPort?.postMessage(report)

try {
  waitToRead(order.moment, {
    begin: () => beginReading(reader),
    end: () => reader.exec('rollback'),
  })
  tell({ t: 'done', standing: cleanPass({ reader, ...order }) })
} catch (error) {
  tell(failureOf(error))
} finally {
  reader.close()
}
