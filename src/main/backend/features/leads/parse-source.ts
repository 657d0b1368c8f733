/** How the backend uses the parse thread: a job, its chunks one after another, its end. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { AppError, fromWire } from '#shared/errors.ts'
import type { FromParser, ParseJob, ParseResult, ToParser } from './parse-jobs.ts'

export type ParseHooks = {
  readonly signal?: AbortSignal
  onProgress?(rows: number, share: number): void
  /** Called for one chunk at a time, with a turn of the event loop in between. */
  onChunk?(values: readonly (string | number | null)[]): void | Promise<void>
}

export type ParseSource = {
  run<Kind extends ParseJob['kind']>(job: ParseJob & { kind: Kind }, hooks?: ParseHooks): Promise<ParseResult[Kind]>
}

/** Each job gets a thread of its own: cancelling is ending it, and a crash harms nothing else. */
export function createParseSource(spawnParser: () => Worker): ParseSource {
  return {
    run: (job, hooks = {}) => runJob(spawnParser, job, hooks) as Promise<never>,
  }
}

async function runJob(spawnParser: () => Worker, job: ParseJob, hooks: ParseHooks): Promise<unknown> {
  const { signal } = hooks
  if (signal?.aborted) throw new AppError('CANCELLED')
  const worker = spawnParser()
  const tell = (message: ToParser) => worker.postMessage(message)
  const inbox: FromParser[] = []
  /** Nothing more is taken in: what ended the job may already be clearing away what its chunks wrote. */
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
        await hooks.onChunk?.(message.values)
        tell({ t: 'more' })
        // Others get their turn between two chunks: their calls, their timers.
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

  async function workOff(): Promise<void> {
    if (busy) return
    busy = true
    for (let message = inbox.shift(); message && !over; message = inbox.shift()) await take(message)
    busy = false
  }

  worker.on('message', (message: FromParser) => {
    inbox.push(message)
    workOff().catch(fail)
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the parse thread ended by itself')))
  signal?.addEventListener('abort', cancel, { once: true })
  tell({ t: 'job', job })
  try {
    return await promise
  } finally {
    signal?.removeEventListener('abort', cancel)
    worker.removeAllListeners('exit')
    // Waited for: afterwards nothing of the job holds a file open.
    await worker.terminate()
  }
}
