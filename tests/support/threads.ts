/** Starts the backend's threads in tests: as built by the global setup, or else from their sources. */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { builtThreadsEnv, repoRoot } from './repository.ts'

/** The entry of each thread, relative to the root of the repository. */
export const threadSources = {
  parser: 'src/main/backend/leads/import/parse-thread.ts',
  indexer: 'src/main/backend/leads/list-index/index-thread.ts',
  backup: 'src/main/backend/app/backups/backup-thread.ts',
  cleaner: 'src/main/backend/core/db/clean-thread.ts',
  unpacker: 'src/main/backend/app/people/packed-thread.ts',
  relay: 'relay/in-app.ts',
} as const

/**
 * Uses built threads, because loading a thread's sources takes several times as long as most of what a test has it do.
 */
export function startThread(name: keyof typeof threadSources, workerData?: unknown): Worker {
  const built = process.env[builtThreadsEnv]
  const file = built === undefined ? path.join(repoRoot, threadSources[name]) : path.join(built, `${name}.js`)
  return new Worker(file, { workerData })
}

export const spawnIndexer = (storePath: string, indexPath: string): Worker =>
  startThread('indexer', { storePath, indexPath })
