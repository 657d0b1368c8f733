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
      `select data from event_block where workspace_id = ? and first_event_id <= ?
        order by first_event_id desc limit 1`,
    )
    .pluck()

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
    /** The payload of an event as received; null if the event does not exist. */
    read(workspaceId: WorkspaceId, eventId: number): string | null {
      const one = findOne.get(eventId, workspaceId) as string | undefined
      if (one !== undefined) return one
      const data = findBlock.get(workspaceId, eventId) as Buffer | undefined
      if (!data) return null
      const rows = JSON.parse(unpackBlock(data).toString('utf8')) as readonly Payload[]
      return rows.find(([id]) => id === eventId)?.[1] ?? null
    },
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
