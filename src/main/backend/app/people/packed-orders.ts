/** Orders and reports of the thread that searches packed texts. */
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import { endThread, type ThreadFailure, type ThreadLoaded, watchLoading } from '../../core/lib/native-threads.ts'

export type PackedOrder = { readonly storePath: string; readonly email: string }

/** Rows of `import_rows` and `event_block` whose packed texts contain the address. */
export type PackedPlaces = { readonly importRows: readonly number[]; readonly eventBlocks: readonly number[] }

/** A person of whom only the hash is known. */
export type Hashed = { readonly hash: string; readonly hashKey: string }

export type HashOrder = { readonly storePath: string; readonly wanted: readonly Hashed[] }

export type PackedReport =
  | { readonly t: 'done'; readonly places: PackedPlaces }
  /** In the order of the hashes; null if no text contains the address. */
  | { readonly t: 'found'; readonly addresses: readonly (string | null)[] }
  | ThreadFailure

export type SpawnUnpacker = (order: PackedOrder | HashOrder) => Worker

/** Searches everything that is packed, in its own thread. */
export const findPacked = (spawn: SpawnUnpacker, order: PackedOrder, signal: AbortSignal): Promise<PackedPlaces> =>
  awaitThreadAnswer(spawn(order), (report) => (report.t === 'done' ? report.places : null), signal)

/** Searches every text of the store for the addresses behind hashes, in its own thread. */
export const findHashed = (
  spawn: SpawnUnpacker,
  order: HashOrder,
  signal: AbortSignal,
): Promise<readonly (string | null)[]> =>
  awaitThreadAnswer(spawn(order), (report) => (report.t === 'found' ? report.addresses : null), signal)

async function awaitThreadAnswer<T>(
  spawned: Worker,
  read: (report: PackedReport) => T | null,
  signal: AbortSignal,
): Promise<T> {
  const thread = watchLoading(spawned)
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  try {
    return await new Promise<T>((resolve, reject) => {
      thread.on('message', (report: PackedReport | ThreadLoaded) => {
        if (report.t === 'loaded') return
        if (report.t === 'failed' && report.code === 'STORE_CORRUPT') reject(new AppError('STORE_CORRUPT'))
        else if (report.t === 'failed')
          reject(Object.assign(new Error(report.detail), report.code === null ? {} : { code: report.code }))
        else {
          const answer = read(report)
          if (answer !== null) resolve(answer)
        }
      })
      thread.once('error', reject)
      thread.once('exit', () => reject(new AppError('CANCELLED')))
      once(either, 'abort').then(
        () => reject(new AppError('CANCELLED')),
        () => undefined,
      )
      if (signal.aborted) reject(new AppError('CANCELLED'))
    })
  } finally {
    over.abort()
    await endThread(thread)
  }
}
