/** Orders and reports of the backup thread, and waiting for one order. */
import type { Worker } from 'node:worker_threads'
import type { BackupPreview, RestoreProgress } from '#shared/contract/app/backups.ts'
import { fromWire, type Problem } from '#shared/errors.ts'
import { type ThreadFailure, type ThreadLoaded, watchLoading } from '../../core/lib/native-threads.ts'
import type { CopyFacts } from './copy-facts.ts'
import type { CopyOrder } from './copy-store.ts'
import type { RestoreParts } from './restore.ts'

export type BackupOrder =
  | ({ readonly kind: 'copy' } & CopyOrder)
  | ({ readonly kind: 'look' | 'restore'; readonly file: string } & RestoreParts)

export type BackupResult = { readonly copy: CopyFacts; readonly look: BackupPreview; readonly restore: null }

export type BackupReport =
  | ({ readonly t: 'progress' } & RestoreProgress)
  | { readonly t: 'done'; readonly result: BackupResult[keyof BackupResult] }
  /** `problem` if there is one to show the operator; otherwise the code is SQLite's or the system's. */
  | (ThreadFailure & { readonly problem: Problem | null })

export type SpawnBackup = (order: BackupOrder) => Worker

/** Resolves with the thread's result once it has ended. */
export function awaitBackupResult<Kind extends keyof BackupResult>(
  thread: Worker,
  _kind: Kind,
  progress: (at: RestoreProgress) => void,
): Promise<BackupResult[Kind]> {
  watchLoading(thread)
  return new Promise<BackupResult[Kind]>((resolve, reject) => {
    thread.on('message', (report: BackupReport | ThreadLoaded) => {
      if (report.t === 'progress') progress({ stage: report.stage, share: report.share })
      // A thread answers the one order it received.
      else if (report.t === 'done') resolve(report.result as BackupResult[Kind])
      else if (report.t === 'failed') {
        const { problem, code, detail } = report
        reject(problem ? fromWire(problem) : Object.assign(new Error(detail), code === null ? {} : { code }))
      }
    })
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the backup thread ended')))
  }).finally(() => void thread.terminate())
}
