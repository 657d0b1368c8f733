/**
 * Entry point of the thread that unpacks file rows and event payloads and searches them for an address, or all texts
 * for the addresses behind hashes.
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { threadLoaded, toThreadFailure } from '../../core/lib/native-threads.ts'
import { unpackBlock } from '../../core/lib/unpacked.ts'
import { addressText } from './blank-address.ts'
import { findHashes } from './find-hashed.ts'
import type { HashOrder, PackedOrder, PackedPlaces, PackedReport } from './packed-orders.ts'

// The value passed to `SpawnUnpacker`.
const order = workerData as PackedOrder | HashOrder
const reader = new Database(order.storePath, { readonly: true, fileMustExist: true, timeout: 5_000 })
parentPort?.postMessage(threadLoaded)
const tell = (report: PackedReport) => parentPort?.postMessage(report)

/** Rows read at a time, so that the log can be checkpointed in between. */
const perStep = 64
/** Large enough that a text needs one or two buffers and not one per 16 KB. */
const chunkSize = 128 * 1024

type Packed = { readonly place: number; readonly codec: 'zstd' | 'plain'; readonly data: Buffer }

function findPackedPlaces(email: string, table: string, codec: string, column: string): readonly number[] {
  const address = addressText(email)
  const next = reader.prepare<[number], Packed>(
    `select rowid as place, ${codec} as codec, ${column} as data from ${table} where rowid > ? order by rowid limit ${perStep}`,
  )
  const found: number[] = []
  for (let rows = next.all(0); rows.length > 0; rows = next.all(rows.at(-1)?.place ?? 0)) {
    for (const { place, codec: packing, data } of rows) {
      const bytes = packing === 'zstd' ? unpackBlock(data, undefined, chunkSize) : data
      if (address.isIn(bytes.toString('utf8'))) found.push(place)
    }
  }
  return found
}

try {
  if ('wanted' in order) tell({ t: 'found', addresses: findHashes(reader, order.wanted) })
  else {
    const found: PackedPlaces = {
      importRows: findPackedPlaces(order.email, 'import_rows', 'codec', 'cells'),
      eventBlocks: findPackedPlaces(order.email, 'event_block', "'zstd'", 'data'),
    }
    tell({ t: 'done', places: found })
  }
} catch (error) {
  tell(toThreadFailure(error))
} finally {
  reader.close()
}
