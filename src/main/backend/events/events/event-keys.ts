/**
 * The index by which an event is found again: client, lead, time, type and hash. Leads arrive in any order, so in one
 * big index each event would write a page of its own, which is most of what a commit writes. New keys therefore wait in
 * a small table, and neighbouring ones are moved to the big table together.
 */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

export type EventKeyRow = {
  readonly workspaceId: WorkspaceId
  readonly contactId: number
  readonly at: number
  readonly type: number
  /** 48 bits of the hash of `eventKey`. */
  readonly hash: number
}

type Place = { readonly contactId: number; readonly at: number }

/** Keys of a client that wait before some are moved. The more there are, the more of them are neighbours. */
const maxWaiting = 8_192

export const keyTables = ['event_key_fresh', 'event_key'] as const

export type EventKeys = ReturnType<typeof createEventKeys>

/** All functions run in the caller's transaction. Call `forget` after a rollback. */
export function createEventKeys({ raw }: Store, most: number = maxWaiting) {
  const either = (condition: string) =>
    raw
      .prepare(
        keyTables.map((table) => `select event_id from ${table} where ${condition}`).join(' union all ') + ' limit 1',
      )
      .pluck()
  const same = 'workspace_id = @workspaceId and contact_id = @contactId and type = @type and hash = @hash'
  const atTime = either(`${same} and at = @at`)
  const atAnyTime = either(same)
  const add = raw.prepare(
    'insert into event_key_fresh (workspace_id, contact_id, at, type, hash, event_id) values (?, ?, ?, ?, ?, ?)',
  )
  const drops = keyTables.map((table) => raw.prepare(`delete from ${table} where ${same} and at = @at`))
  const waitingOf = raw.prepare('select count(*) from event_key_fresh where workspace_id = ?').pluck()
  const endOfNext = raw.prepare(
    `select contact_id as contactId, at from event_key_fresh
      where workspace_id = ? and (contact_id, at) > (?, ?) order by contact_id, at limit 1 offset ?`,
  )
  const between =
    'workspace_id = @workspaceId and (contact_id, at) > (@fromContact, @fromAt) and (contact_id, at) <= (@toContact, @toAt)'
  const move = raw.prepare(`insert into event_key select * from event_key_fresh where ${between}`)
  const moved = raw.prepare(`delete from event_key_fresh where ${between}`)
  const waiting = new Map<WorkspaceId, number>()
  /** Where the last move ended. The next one continues there and wraps around; any starting point is correct. */
  const places = new Map<WorkspaceId, Place>()

  return {
    /** The event with this key; null if there is none. */
    at: (key: EventKeyRow): number | null => (atTime.get(key) as number | undefined) ?? null,
    /** The event with this key, regardless of its time. */
    atAnyTime: (key: Omit<EventKeyRow, 'at'>): number | null => (atAnyTime.get(key) as number | undefined) ?? null,
    add({ workspaceId, contactId, at, type, hash }: EventKeyRow, eventId: number): void {
      add.run(workspaceId, contactId, at, type, hash, eventId)
      const before = waiting.get(workspaceId)
      if (before !== undefined) waiting.set(workspaceId, before + 1)
    },
    drop(key: EventKeyRow): void {
      for (const one of drops) one.run(key)
      waiting.delete(key.workspaceId)
    },
    /** If too many keys wait, moves about `count` of them to the big table. */
    settle(workspaceId: WorkspaceId, count: number): void {
      const many = waiting.get(workspaceId) ?? (waitingOf.get(workspaceId) as number)
      waiting.set(workspaceId, many)
      if (many <= most) return
      const from = places.get(workspaceId) ?? start
      const to = (endOfNext.get(workspaceId, from.contactId, from.at, count) as Place | undefined) ?? end
      const range = {
        workspaceId,
        fromContact: from.contactId,
        fromAt: from.at,
        toContact: to.contactId,
        toAt: to.at,
      }
      move.run(range)
      waiting.set(workspaceId, many - moved.run(range).changes)
      places.set(workspaceId, to === end ? start : to)
    },
    forget(): void {
      waiting.clear()
      places.clear()
    },
  }
}

const start: Place = { contactId: 0, at: 0 }
const end: Place = { contactId: Number.MAX_SAFE_INTEGER, at: 0 }
