/** Stores payloads as received: individually at first, later compressed in blocks. */
import { zstdCompressSync } from 'node:zlib'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { unpackBlock } from '../../core/lib/unpacked.ts'

type Payload = readonly [eventId: number, raw: string]

/** Payloads per block: enough for zstd to find what they share, few enough to read a single one quickly. */
const blockRows = 128
/** Most characters per block, however few payloads that is. */
const blockChars = 512 * 1024
/** Blocks that a reader keeps: rows in the order of a log come from a few blocks of each client. */
const keptBlocks = 24

type Block = { readonly data: Buffer; readonly payloads: ReadonlyMap<number, string> }

export type Payloads = ReturnType<typeof createPayloads>

/**
 * Stores what was received. `keep` leaves a few payloads uncompressed and packs many into blocks at once, always in the
 * caller's transaction, so that no event is ever on disk without its payload.
 */
export function createPayloads({ raw }: Store) {
  const keepOne = raw.prepare('insert into event_payload (event_id, workspace_id, raw) values (?, ?, ?)')
  const waiting = raw
    .prepare('select event_id, raw from event_payload where workspace_id = likely(?) order by event_id')
    .raw()
  const countWaiting = raw.prepare('select count(*) from event_payload where workspace_id = ?').pluck()
  const dropWaiting = raw.prepare('delete from event_payload where workspace_id = ?')
  const keepBlock = raw.prepare(
    'insert into event_block (workspace_id, first_event_id, last_event_id, data) values (?, ?, ?, ?)',
  )
  const findOne = raw.prepare('select raw from event_payload where event_id = ? and workspace_id = ?').pluck()
  const findBlock = raw
    .prepare(
      `select first_event_id, data from event_block where workspace_id = ? and first_event_id <= ?
        order by first_event_id desc limit 1`,
    )
    .raw()

  /** Returns a function that reads many payloads: it keeps the blocks it unpacked last. */
  function createReader() {
    const kept = new Map<number, Block>()
    return (workspaceId: WorkspaceId, eventId: number): string | null => {
      const one = findOne.get(eventId, workspaceId) as string | undefined
      if (one !== undefined) return one
      const found = findBlock.get(workspaceId, eventId) as [number, Buffer] | undefined
      if (!found) return null
      const [first, data] = found
      let block = kept.get(first)
      kept.delete(first)
      // A block is written again when a person in it is erased.
      if (!block?.data.equals(data))
        block = { data, payloads: new Map(JSON.parse(unpackBlock(data).toString('utf8')) as readonly Payload[]) }
      kept.set(first, block)
      for (const oldest of kept.keys()) {
        if (kept.size <= keptBlocks) break
        kept.delete(oldest)
      }
      return block.payloads.get(eventId) ?? null
    }
  }

  return {
    /** Payloads by ascending id, all newer than those stored before. */
    keep(workspaceId: WorkspaceId, payloads: readonly Payload[]): void {
      const before = countWaiting.get(workspaceId) as number
      if (before + payloads.length < blockRows) {
        for (const [id, text] of payloads) keepOne.run(id, workspaceId, text)
        return
      }
      // Waiting payloads are older than the new ones, so blocks are consecutive and never overlap.
      const all = before === 0 ? payloads : [...(waiting.all(workspaceId) as Payload[]), ...payloads]
      if (before > 0) dropWaiting.run(workspaceId)
      for (const rows of blocksOf(all)) {
        const data = zstdCompressSync(JSON.stringify(rows))
        keepBlock.run(workspaceId, rows[0]?.[0], rows.at(-1)?.[0], data)
      }
    },
    createReader,
    /** The payload of an event as received; null if the event does not exist. */
    read: (workspaceId: WorkspaceId, eventId: number): string | null => createReader()(workspaceId, eventId),
  }
}

function* blocksOf(payloads: readonly Payload[]): Generator<readonly Payload[]> {
  let rows: Payload[] = []
  let chars = 0
  for (const payload of payloads) {
    if (rows.length === blockRows || (rows.length > 0 && chars + payload[1].length > blockChars)) {
      yield rows
      rows = []
      chars = 0
    }
    rows.push(payload)
    chars += payload[1].length
  }
  if (rows.length > 0) yield rows
}
