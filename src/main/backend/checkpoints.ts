import path from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { OpenParts } from './backend-parts.ts'
import type { CheckpointReport, CheckpointRequest } from './core/db/checkpoint-request.ts'
import { storeFileName } from './core/db/open.ts'
import type { Store } from './core/deps.ts'
import type { Jobs } from './core/jobs.ts'
import { endThread, type ThreadLoaded, watchLoading } from './core/lib/native-threads.ts'

/** Starts the thread that checkpoints the store's log; without one the store does so itself. */
export function createCheckpoints({ config, spawnCheckpoints }: OpenParts, store: Store) {
  const thread = spawnCheckpoints
    ? watchLoading(spawnCheckpoints(path.join(config.paths.dataDir, storeFileName)))
    : null
  // With the thread, the connection that answers calls checkpoints only if the log has grown too long.
  if (thread) store.raw.pragma('wal_autocheckpoint = 32768')
  thread?.unref()
  let holders = 0
  return {
    /** Pauses checkpoints until the returned function is called. */
    hold(): () => void {
      holders += 1
      if (holders === 1) thread?.postMessage('hold' satisfies CheckpointRequest)
      return () => {
        holders -= 1
        if (holders === 0) thread?.postMessage('go on' satisfies CheckpointRequest)
      }
    },
    reportTo(jobs: Jobs): void {
      thread?.on('message', (report: CheckpointReport | ThreadLoaded) => {
        if (report.t === 'moved') jobs.begin('checkpoint', null).done({ items: 1 })
        if (report.t === 'failed')
          jobs.begin('checkpoint', null).failed(new AppError('STORE_FULL', { reason: report.detail }))
      })
    },
    async stop(): Promise<void> {
      if (thread) await endThread(thread)
    },
  }
}
