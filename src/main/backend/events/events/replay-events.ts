/** Parses stored payloads again with today's knowledge: names unknown and fields ignored on arrival. */

import { isDeadLetter, type ParsedEvent, parseEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { eventKey } from './event-key.ts'
import type { EventKeys } from './event-keys.ts'
import { hash48 } from './hash.ts'
import type { LeadCounts } from './lead-counts.ts'
import type { EventNames } from './names.ts'
import type { Payloads } from './payloads.ts'
import { otherReplyType } from './reply-type.ts'
import type { Rollups } from './rollups.ts'
import type { StoredEvent } from './unnamed-mails.ts'

type Row = Omit<StoredEvent, 'step' | 'variant'>
type Parts = {
  readonly names: EventNames
  readonly keys: EventKeys
  readonly rollups: Rollups
  readonly leads: LeadCounts
  readonly payloads: Payloads
  isLabel(workspaceId: WorkspaceId, text: string): boolean
}

export type ReplayedEvent = { readonly event: ParsedEvent; readonly changed: boolean }

export function createReplay({ raw }: Store, { names, keys, rollups, leads, payloads, isLabel }: Parts) {
  const find = raw.prepare(
    `select contact_id as contactId, campaign_id as campaignId, type, at, hash, sources,
            account_id as accountId from event where id = ? and workspace_id = ?`,
  )
  const update = raw.prepare('update event set type = ?, hash = ? where id = ?')
  const remove = raw.prepare('delete from event where id = ?')

  function replay(workspaceId: WorkspaceId, id: number, read: Payloads['read']): ReplayedEvent | null {
    const row = find.get(id, workspaceId) as Row | undefined
    const text = row && read(workspaceId, id)
    if (!row || text === null || text === undefined) return null
    const event = parseEvent(text, { receivedAt: row.at, isLabel: (name) => isLabel(workspaceId, name) })
    if (isDeadLetter(event)) return null
    const type = names.typeCode(workspaceId, event).code
    // The stored payload is only one of several for a reply, and all of them decided whether it is automatic.
    if (type === row.type || otherReplyType(type) === row.type) return { event, changed: false }
    // An event stored under another type moves to the right one. If it is already stored there, this one is a
    // duplicate.
    const hash = hash48(eventKey(event).key)
    const { contactId, at } = row
    rollups.count(row, -1)
    keys.drop({ workspaceId, contactId, at, type: row.type, hash: row.hash })
    if (keys.at({ workspaceId, contactId, at, type, hash }) === null) {
      keys.add({ workspaceId, contactId, at, type, hash }, id)
      update.run(type, hash, id)
      rollups.count({ ...row, type })
    } else {
      remove.run(id)
      for (const bit of [1, 2, 4, 8]) if (row.sources & bit) rollups.countSource(bit, row.at, -1)
    }
    if (event.leadEmail !== null) leads.recount(row)
    return { event, changed: true }
  }

  /** Runs in the caller's transaction. Leaves out events that do not exist or have nothing readable. */
  return (workspaceId: WorkspaceId, ids: readonly number[]): readonly ReplayedEvent[] => {
    const read = payloads.createReader()
    return ids.flatMap((id) => replay(workspaceId, id, read) ?? [])
  }
}
