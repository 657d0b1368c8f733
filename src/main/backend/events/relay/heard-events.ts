/** What the store of events says for the comparison; it only reads there. */
import { eventTypes, knownTypeOfCode } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createEventKeys } from '../events/event-keys.ts'
import { hash48 } from '../events/hash.ts'
import { sourceBits } from '../events/ingest-events.ts'
import { firstNameCode } from '../events/names.ts'
import { dayMs, dayNumber, startOf } from './days.ts'

export type Heard = {
  readonly type: string
  readonly here: number
  readonly byRelay: number
  readonly byLog: number
  readonly byInstantly: number
}

export function createHeardEvents(store: Store) {
  const { raw } = store
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
  const contact = raw
    .prepare<[WorkspaceId, string], number>('select id from event_contact where workspace_id = ? and email = ?')
    .pluck()
  const keys = createEventKeys(store)

  const nameOf = (code: number): string => knownTypeOfCode(code) ?? name.get(code - firstNameCode) ?? String(code)

  return {
    /** Distinct events of a UTC day by type, and how many of them each source told. */
    day(workspaceId: WorkspaceId, day: string): readonly Heard[] {
      return totals.all(workspaceId, dayNumber(day)).flatMap(({ type }) => {
        const counts = bySource.get(workspaceId, type, startOf(day), startOf(day) + dayMs)
        return counts && counts.here > 0 ? [{ type: nameOf(type), ...counts }] : []
      })
    },
    count(workspaceId: WorkspaceId, day: string, type: string): number {
      return totals.all(workspaceId, dayNumber(day)).find((row) => nameOf(row.type) === type)?.events ?? 0
    },
    /** The kind of reply a received mail is known as; null for one nobody told. */
    replyType(workspaceId: WorkspaceId, lead: string, mailId: string): 'reply_received' | 'auto_reply_received' | null {
      const id = contact.get(workspaceId, lead.trim().toLowerCase())
      if (id === undefined) return null
      const hash = hash48(`mail\n${mailId}`)
      const types = ['reply_received', 'auto_reply_received'] as const
      const isKnown = (type: (typeof types)[number]) =>
        keys.atAnyTime({ workspaceId, contactId: id, type: eventTypes[type].code, hash }) !== null
      return types.find(isKnown) ?? null
    },
  }
}

export type HeardEvents = ReturnType<typeof createHeardEvents>
