/** Payloads of events whose retention period has passed. */
import type { Store } from '../../core/deps.ts'
import type { RetentionCursor, RetentionScope, RetentionStep } from './past-time.ts'

const blocksPerStep = 20

export const rowsPerStep = 500

export const json = (ids: readonly number[]) => JSON.stringify(ids)

/** Counts or deletes them. */
export function createPayloadRetention(raw: Store['raw']) {
  const blocks = raw.prepare<[object], { first: number; last: number; bytes: number }>(
    `select first_event_id as first, last_event_id as last, octet_length(data) as bytes from event_block
      where workspace_id = @workspaceId and first_event_id > @id order by first_event_id limit ${blocksPerStep}`,
  )
  const eventsIn = raw.prepare<[object], { count: number; newest: number | null }>(
    'select count(*) as count, max(at) as newest from event where workspace_id = @workspaceId and id between @first and @last',
  )
  const dropBlock = raw.prepare('delete from event_block where workspace_id = ? and first_event_id = ?')
  const waiting = raw.prepare<[object], { id: number; bytes: number; old: 0 | 1 }>(
    `select p.event_id as id, octet_length(p.raw) as bytes, coalesce(e.at < @before, 0) as old
       from event_payload p left join event e on e.id = p.event_id
      where p.workspace_id = @workspaceId and p.event_id > @id order by p.event_id limit ${rowsPerStep}`,
  )
  const dropWaiting = raw.prepare('delete from event_payload where event_id in (select value from json_each(?))')
  const dead = raw.prepare<[object], { id: number; bytes: number; old: 0 | 1 }>(
    `select id, octet_length(raw) as bytes, received_at < @before as old from dead_event
      where workspace_id = @workspaceId and id > @id order by id limit ${rowsPerStep}`,
  )
  const dropDeadEvents = raw.prepare('delete from dead_event where id in (select value from json_each(?))')

  /** In three phases: packed payloads, those waiting to be packed, unreadable events. */
  function payloads({ workspaceId, before }: RetentionScope, after: RetentionCursor): RetentionStep {
    const [turn, id] = after[0] < 0 ? [0, 0] : after
    if (turn === 0) {
      const found = blocks.all({ workspaceId, id })
      // A block is deleted once its newest event has expired.
      const old = found.flatMap((block) => {
        const { count, newest } = eventsIn.get({ workspaceId, ...block }) ?? { count: 0, newest: null }
        return newest !== null && newest < before ? [{ ...block, count }] : []
      })
      return {
        count: old.reduce((sum, { count }) => sum + count, 0),
        bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
        kept: 0,
        next: found.length < blocksPerStep ? [1, 0] : [0, found.at(-1)?.first ?? 0],
        remove() {
          for (const { first } of old) dropBlock.run(workspaceId, first)
        },
      }
    }
    const found = (turn === 1 ? waiting : dead).all({ workspaceId, before, id })
    const old = found.filter((row) => row.old === 1)
    const last = found.at(-1)
    const more = found.length === rowsPerStep && last !== undefined
    return {
      count: old.length,
      bytes: old.reduce((sum, { bytes }) => sum + bytes, 0),
      kept: 0,
      next: more ? [turn, last.id] : turn === 1 ? [2, 0] : null,
      remove: () => void (turn === 1 ? dropWaiting : dropDeadEvents).run(json(old.map((row) => row.id))),
    }
  }
  return payloads
}
