/** What the thread that unpacks is asked, and what it finds. */
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import { endThread, type Loaded, type ThreadFailure, watchLoading } from '../../core/lib/native-threads.ts'

export type PackedOrder = { readonly storePath: string; readonly email: string }

/** Rows of `import_rows` and `event_block` whose packed texts have the address. */
export type PackedPlaces = { readonly importRows: readonly number[]; readonly eventBlocks: readonly number[] }

export type PackedReport = { readonly t: 'done'; readonly places: PackedPlaces } | ThreadFailure

export type SpawnUnpacker = (order: PackedOrder) => Worker

/** Looks through everything that is packed, in a thread of its own. */
export async function findPacked(spawn: SpawnUnpacker, order: PackedOrder, signal: AbortSignal): Promise<PackedPlaces> {
  const thread = watchLoading(spawn(order))
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  try {
    return await new Promise<PackedPlaces>((resolve, reject) => {
      thread.on('message', (report: PackedReport | Loaded) => {
        if (report.t === 'done') resolve(report.places)
        else if (report.t === 'failed' && report.code === 'STORE_CORRUPT') reject(new AppError('STORE_CORRUPT'))
        else if (report.t === 'failed')
          reject(Object.assign(new Error(report.detail), report.code === null ? {} : { code: report.code }))
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
