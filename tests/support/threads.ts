/** The backend's threads as tests start them: as the global setup has built them, or from their sources where it has not. */
import path from 'node:path'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { builtBackendEnv, repoRoot } from './repository.ts'

export const threadSources = {
  'parse-thread': 'src/main/backend/leads/leads/parse-thread.ts',
  'index-thread': 'src/main/backend/leads/leads/index-thread.ts',
  'backup-thread': 'src/main/backend/app/backups/backup-thread.ts',
  'clean-thread': 'src/main/backend/core/db/clean-thread.ts',
  'packed-thread': 'src/main/backend/app/people/packed-thread.ts',
} as const

export function startThread(name: keyof typeof threadSources, options: WorkerOptions = {}): Worker {
  const built = process.env[builtBackendEnv]
  return new Worker(built ? path.join(built, `${name}.js`) : path.join(repoRoot, threadSources[name]), options)
}
