/** What the event store contributes to the comparison; read only. */
import { dayMs, dayOfDate } from '#shared/domain/core/days.ts'
import { knownTypeOfCode } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { sourceBits } from '../events/ingest-events.ts'
import { firstNameCode } from '../events/names.ts'
import { startOf } from './days.ts'

export type KnownEvent = {
  readonly type: string
  readonly here: number
  readonly byRelay: number
  readonly byLog: number
  readonly byInstantly: number
}

export function createKnownEvents({ raw }: Store) {
  const totals = raw.prepare<[WorkspaceId, number], { type: number; events: number }>(
    'select type, events from event_workspace_day where workspace_id = ? and day = ? and events > 0',
  )
  const bySource = raw.prepare<
    [WorkspaceId, number, number, number],
    { here: number; byRelay: number; byLog: number; byInstantly: number }
  >(
    `select count(*) as here, ifnull(sum(sources & ${sourceBits.relay} > 0), 0) as byRelay,
       ifnull(sum(sources & ${sourceBits.delivery_log} > 0), 0) as byLog,
       ifnull(sum(sources & ${sourceBits.instantly} > 0), 0) as byInstantly
     from event where workspace_id = ? and type = ? and at >= ? and at < ?`,
  )
  const name = raw.prepare<[number], string>('select name from event_name where id = ?').pluck()

  const nameOf = (code: number): string => knownTypeOfCode(code) ?? name.get(code - firstNameCode) ?? String(code)

  return {
    /** Distinct events of a UTC day by type, and how many of them each source reported. */
    day(workspaceId: WorkspaceId, day: string): readonly KnownEvent[] {
      return totals.all(workspaceId, dayOfDate(day)).flatMap(({ type }) => {
        const counts = bySource.get(workspaceId, type, startOf(day), startOf(day) + dayMs)
        return counts && counts.here > 0 ? [{ type: nameOf(type), ...counts }] : []
      })
    },
    count(workspaceId: WorkspaceId, day: string, type: string): number {
      return totals.all(workspaceId, dayOfDate(day)).find((row) => nameOf(row.type) === type)?.events ?? 0
    },
  }
}

export type KnownEvents = ReturnType<typeof createKnownEvents>
