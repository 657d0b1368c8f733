/** Starts the backend's threads in tests: as built by the global setup, or else from their sources. */
import path from 'node:path'
import { SHARE_ENV, Worker } from 'node:worker_threads'
import { threadLoaded } from '#backend/core/lib/native-threads.ts'
import type { FromParser, ToParser } from '#backend/leads/import/parse-jobs.ts'
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
  return new Worker(fileOf(name), { workerData })
}

function fileOf(name: keyof typeof threadSources): string {
  const built = process.env[builtThreadsEnv]
  return built === undefined ? path.join(repoRoot, threadSources[name]) : path.join(built, `${name}.js`)
}

const spareParsers: Worker[] = []
const MAX_SPARE = 2

/**
 * Starts a parse thread, or takes one that is spare. Ended after its job is done, as by a backend that stops, it is kept
 * for the next backend: starting one and compiling its patterns takes longer than what most tests have it read. One that
 * is ended during a job, or after one that failed, is terminated, as in the app.
 */
export function startParser(): Worker {
  const spare = spareParsers.pop()
  if (spare) {
    // As a new one does.
    setImmediate(() => spare.emit('message', threadLoaded))
    return spare
  }
  // Its folder for temporary files is that of the test it works for.
  const worker = new Worker(fileOf('parser'), { env: SHARE_ENV })
  let isDone = false
  /** Chunks sent and not accepted, which the thread would count against its next job. */
  let pending = 0
  const post = worker.postMessage.bind(worker)
  worker.postMessage = (message: ToParser, ...more: never[]) => {
    if (message.t === 'job') isDone = false
    else pending -= 1
    post(message, ...more)
  }
  worker.on('message', ({ t }: FromParser) => {
    if (t === 'done') isDone = true
    if (t === 'chunk') pending += 1
  })
  const gone = () => {
    isDone = false
    if (spareParsers.includes(worker)) spareParsers.splice(spareParsers.indexOf(worker), 1)
  }
  worker.once('exit', gone)
  const terminate = worker.terminate.bind(worker)
  worker.terminate = async () => {
    if (spareParsers.includes(worker)) return 0
    if (!isDone || pending > 0 || spareParsers.length >= MAX_SPARE) return terminate()
    // Its backend no longer waits for its end.
    worker.removeAllListeners('exit').once('exit', gone).unref()
    spareParsers.push(worker)
    return 0
  }
  return worker
}

export const spawnIndexer = (storePath: string, indexPath: string): Worker =>
  startThread('indexer', { storePath, indexPath })
