/** Stores events that could not be read, complete, until they can be or the operator deletes them. */
import type { DeadReason } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { hash48 } from './hash.ts'
import type { ReceivedEvent } from './received-event.ts'

export type DeadLetterRow = ReceivedEvent & {
  readonly id: number
  readonly source: number
  readonly reason: string
  readonly times: number
}

export function createDeadEvents({ raw }: Store) {
  const put = raw.prepare(
    `insert into dead_event (workspace_id, source, source_id, received_at, reason, raw, hash) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (workspace_id, hash) do update set
         times = times + 1, received_at = min(received_at, excluded.received_at), reason = excluded.reason`,
  )
  const find = raw.prepare(
    `select id, source, source_id as sourceId, received_at as receivedAt, reason, times, raw from dead_event
      where workspace_id = ? and id in (select value from json_each(?)) order by id`,
  )
  const failed = raw.prepare('update dead_event set reason = ?, retried_at = ? where id = ?')
  const drop = raw.prepare('delete from dead_event where id = ?')
  const dropAll = raw.prepare(
    'delete from dead_event where workspace_id = ? and id in (select value from json_each(?))',
  )
  return {
    read: (workspaceId: WorkspaceId, ids: readonly number[]) =>
      find.all(workspaceId, JSON.stringify(ids)) as DeadLetterRow[],
    failedAgain: (id: number, reason: DeadReason, now: number): void => void failed.run(reason, now, id),
    /** Deletes events the operator does not want to keep; returns how many there were. */
    drop: (workspaceId: WorkspaceId, ids: readonly number[]): number =>
      dropAll.run(workspaceId, JSON.stringify(ids)).changes,
    remove: (id: number): void => void drop.run(id),
    /** A repeated text is counted, not stored twice. */
    keep(workspaceId: WorkspaceId, source: number, received: ReceivedEvent, reason: DeadReason): void {
      put.run(workspaceId, source, received.sourceId, received.receivedAt, reason, received.raw, hash48(received.raw))
    },
  }
}
