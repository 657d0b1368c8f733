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
  try {
    return await new Promise<unknown>((resolve, reject) => {
      const abort = () => reject(new AppError('CANCELLED'))
      signal?.addEventListener('abort', abort, { once: true })
      const inbox: FromParser[] = []
      let busy = false

      async function workOff() {
        if (busy) return
        busy = true
        for (let message = inbox.shift(); message; message = inbox.shift()) {
          if (signal?.aborted) return
          switch (message.t) {
            case 'progress':
              hooks.onProgress?.(message.rows, message.share)
              break
            case 'chunk':
              await hooks.onChunk?.(message.values)
              tell({ t: 'more' })
              // Others get their turn between two chunks: their calls, their timers.
              await nextTurn()
              break
            case 'done':
              resolve(message.result)
              return
            case 'failed':
              reject(
                message.error.code === 'INTERNAL'
                  ? new Error(`parse thread: ${message.detail}`)
                  : fromWire(message.error),
              )
              return
          }
        }
        busy = false
      }

      worker.on('message', (message: FromParser) => {
        inbox.push(message)
        workOff().catch(reject)
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('the parse thread ended by itself')))
      tell({ t: 'job', job })
    })
  } finally {
    worker.removeAllListeners('exit')
    void worker.terminate()
  }
}
