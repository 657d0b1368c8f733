/** The backend's interface to the parse thread: a job, its chunks in sequence, its end. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { AppError, fromWire } from '#shared/errors.ts'
import { createDelayedRun } from '../../core/lib/delayed-run.ts'
import { endThread, type ThreadLoaded, watchLoading } from '../../core/lib/native-threads.ts'
import type { FromParser, ParseJob, ParseResult, ParserChunk, ToParser } from './parse-jobs.ts'

export type ParseHooks = {
  readonly signal?: AbortSignal | undefined
  onProgress?(rows: number, share: number): void
  /** Called for one chunk at a time, with a turn of the event loop in between. */
  onChunk?(chunk: ParserChunk): void | Promise<void>
}

export type ParseSource = {
  /** Stops the thread that waits for a job. */
  stop(): Promise<void>
  run<Kind extends ParseJob['kind']>(job: ParseJob & { kind: Kind }, hooks?: ParseHooks): Promise<ParseResult[Kind]>
}

/** How long a thread that finished its job waits for the next one; its code is compiled and warmed up. */
const IDLE_MS = 30_000

/**
 * A thread runs one job at a time: cancelling means terminating it, and a crash affects nothing else. A thread that
 * finished its job is kept a while for the next one.
 */
export function createParseSource(spawnParser: () => Worker): ParseSource {
  let idle: Worker | null = null
  const gone = () => {
    idle = null
  }
  const end = async () => {
    const worker = idle
    idle = null
    ending.cancel()
    worker?.off('exit', gone)
    if (worker) await endThread(worker)
  }
  const ending = createDelayedRun(() => void end())
  const pool: Pool = {
    take() {
      const kept = idle
      idle = null
      ending.cancel()
      kept?.off('exit', gone)
      return kept ?? watchLoading(spawnParser())
    },
    async keep(worker) {
      if (idle) {
        await endThread(worker)
        return
      }
      idle = worker
      ending.in(IDLE_MS)
      worker.unref()
      // A thread that exits in the meantime is not reused.
      worker.once('exit', gone)
    },
  }
  return {
    run: (job, hooks = {}) => runJob(pool, job, hooks) as Promise<never>,
    stop: end,
  }
}

const outOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

const tooBig = ({ path }: ParseJob, cause: unknown) =>
  new AppError('FILE_UNREADABLE', { fileName: path.split(/[\\/]/).at(-1) ?? path, reason: 'too_big' }, { cause })

type Pool = { take(): Worker; keep(worker: Worker): Promise<void> }

async function runJob(pool: Pool, job: ParseJob, hooks: ParseHooks): Promise<unknown> {
  const { signal } = hooks
  if (signal?.aborted) throw new AppError('CANCELLED')
  const worker = pool.take()
  worker.ref()
  const tell = (message: ToParser) => worker.postMessage(message)
  const more = (spare?: ArrayBuffer) =>
    worker.postMessage({ t: 'more', spare } satisfies ToParser, spare ? [spare] : [])
  const inbox: FromParser[] = []
  /** Nothing more is accepted: whatever ended the job may already be removing what its chunks wrote. */
  let over = false
  let busy = false
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const fail = (error: unknown) => {
    over = true
    reject(error)
  }
  const cancel = () => fail(new AppError('CANCELLED'))

  async function take(message: FromParser): Promise<void> {
    switch (message.t) {
      case 'progress':
        hooks.onProgress?.(message.rows, message.share)
        return
      case 'chunk':
        await hooks.onChunk?.(message)
        more(message.payloads?.buffer)
        // Other calls and timers get a turn between two chunks.
        await nextTurn()
        return
      case 'done':
        over = true
        resolve(message.result)
        return
      case 'failed':
        fail(message.error.code === 'INTERNAL' ? new Error(`parse thread: ${message.detail}`) : fromWire(message.error))
    }
  }

  async function processMessages(): Promise<void> {
    if (busy) return
    busy = true
    for (let message = inbox.shift(); message && !over; message = inbox.shift()) await take(message)
    busy = false
  }

  const hear = (message: FromParser | ThreadLoaded) => {
    if (message.t === 'loaded') return
    inbox.push(message)
    processMessages().catch(fail)
  }
  const ended = () => fail(new Error('the parse thread ended by itself'))
  worker.on('message', hear)
  const broke = (error: unknown) => fail(outOfMemory(error) ? tooBig(job, error) : error)
  worker.on('error', broke)
  worker.on('exit', ended)
  signal?.addEventListener('abort', cancel, { once: true })
  tell({ t: 'job', job })
  let done = false
  try {
    const result = await promise
    done = true
    return result
  } finally {
    signal?.removeEventListener('abort', cancel)
    worker.off('message', hear)
    worker.off('error', broke)
    worker.off('exit', ended)
    // Waits for the thread to end, so that nothing of the job keeps a file open afterwards. A thread that read only a
    // part is hardly warmed up.
    await (done && job.kind !== 'last_part' ? pool.keep(worker) : endThread(worker))
  }
}
