/** Entry of the backup thread: makes one copy and says how it goes. */
import { parentPort, workerData } from 'node:worker_threads'
import { loaded } from '../../core/lib/native-threads.ts'
import type { CopyReport } from './copy-report.ts'
import { type CopyOrder, copyStore } from './copy-store.ts'

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
