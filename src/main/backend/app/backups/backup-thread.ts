/** Entry point of the backup thread: makes, inspects or prepares a backup for restoring, and reports progress. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { AppError, toWire } from '#shared/errors.ts'
import { threadLoaded, toThreadFailure } from '../../core/lib/native-threads.ts'
import type { BackupOrder, BackupReport, BackupResult } from './backup-orders.ts'
import { copyStore } from './copy-store.ts'
import { prepareRestore, previewBackup } from './restore.ts'

// Loads the native module now: ending the thread while it loads would crash the app.
new Database(':memory:').close()
parentPort?.postMessage(threadLoaded)
const tell = (report: BackupReport) => parentPort?.postMessage(report)
// The value passed to `SpawnBackup`.
const order = workerData as BackupOrder

async function carryOut(): Promise<BackupResult[keyof BackupResult]> {
  if (order.kind === 'look') return previewBackup(order.file, order)
  if (order.kind === 'copy') return copyStore(order, (share) => tell({ t: 'progress', stage: 'copying', share }))
  await prepareRestore(order.file, order, (at) => tell({ t: 'progress', ...at }))
  return null
}

try {
  tell({ t: 'done', result: await carryOut() })
} catch (error) {
  tell({ ...toThreadFailure(error), problem: error instanceof AppError ? toWire(error) : null })
}
