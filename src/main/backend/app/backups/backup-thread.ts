/** Entry of the backup thread: makes one copy and says how it goes. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { loaded } from '../../core/lib/native-threads.ts'
import type { CopyReport } from './copy-report.ts'
import { type CopyOrder, copyStore } from './copy-store.ts'

// Loaded now and not with the copy: whoever ends the thread in that moment would take the app down.
new Database(':memory:').close()
parentPort?.postMessage(loaded)
const tell = (report: CopyReport) => parentPort?.postMessage(report)
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `spawnBackup` was given
const order = workerData as CopyOrder

try {
  tell({ t: 'done', facts: await copyStore(order, (share) => tell({ t: 'progress', share })) })
} catch (error) {
  const { code } = error as { code?: unknown }
  const detail = error instanceof Error ? error.message : String(error)
  tell({ t: 'failed', code: typeof code === 'string' ? code : null, detail })
}
