/** Merges two receptions of one event: adds what the second knows beyond the first. */

import type { Statement } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { EventKeys } from './event-keys.ts'
import type { LeadCounts } from './lead-counts.ts'
import type { EventNames } from './names.ts'
import { mergedReplyType } from './reply-type.ts'
import type { Rollups } from './rollups.ts'
import { least, type StoredEvent } from './unnamed-mails.ts'

export type Row = Omit<StoredEvent, 'contactId' | 'hash'> & { readonly id: number }

export type Parts = {
  readonly names: EventNames
  readonly keys: EventKeys
  readonly rollups: Rollups
  readonly leads: LeadCounts
  /** An event was stored under a new id, to which its payload belongs. */
  readonly stored: (id: number, raw: string) => void
}

export const splitSourceBits = (sources: number) => [1, 2, 4, 8].filter((bit) => (sources & bit) !== 0)

export type EventMerge = {
  readonly mailbox: (a: number | null, b: number | null) => number | null
  readonly update: Statement
  readonly keys: Parts['keys']
  readonly rollups: Parts['rollups']
  readonly leads: Parts['leads']
  readonly remoteId: Statement
  readonly raw: Store['raw']
}

/** Statements and callbacks used while merging. */
export function prepareEventMerge(
  { raw }: Store,
  keys: Parts['keys'],
  rollups: Parts['rollups'],
  leads: Parts['leads'],
): EventMerge {
  const update = raw.prepare(
    'update event set type = ?, campaign_id = ?, at = ?, step = ?, variant = ?, account_id = ?, sources = ? where id = ?',
  )
  const remoteId = raw.prepare('select remote_id from event_campaign where id = ?').pluck()
  const accountEmail = raw.prepare('select email from event_account where id = ?').pluck()

  /** If the receptions differ, the alphabetically smaller word wins, regardless of the order of arrival. */
  const smaller = (find: typeof remoteId, a: number, b: number): number =>
    a === b || String(find.get(a)) <= String(find.get(b)) ? a : b

  const mailbox = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? (a ?? b) : smaller(accountEmail, a, b)
  return { mailbox, update, keys, rollups, leads, remoteId, raw }
}

export function mergeEvents(
  merging: EventMerge,
  workspaceId: WorkspaceId,
  found: Row,
  place: StoredEvent,
  named: boolean,
): boolean {
  const { mailbox, update, keys, rollups, leads } = merging
  const merged = {
    type: mergedReplyType(found, place),
    campaignId: mergedCampaign(merging, found.campaignId, place.campaignId),
    at: Math.min(found.at, place.at),
    step: least(found.step, place.step),
    variant: least(found.variant, place.variant),
    accountId: mailbox(found.accountId, place.accountId),
    sources: found.sources | place.sources,
  }
  const moved = merged.campaignId !== found.campaignId || merged.at !== found.at || merged.type !== found.type
  const recounted = moved || merged.accountId !== found.accountId
  const { type, campaignId, at, step, variant, accountId, sources } = merged
  const same = step === found.step && variant === found.variant && accountId === found.accountId
  if (!moved && same && sources === found.sources) return false
  update.run(type, campaignId, at, step, variant, accountId, sources, found.id)
  if (at !== found.at || type !== found.type) {
    const key = { workspaceId, contactId: place.contactId, hash: place.hash }
    keys.drop({ ...key, type: found.type, at: found.at })
    keys.add({ ...key, type, at }, found.id)
  }
  if (recounted) {
    rollups.count(found, -1)
    rollups.count({ ...found, type, campaignId, at, accountId })
  }
  if (moved) {
    for (const bit of splitSourceBits(found.sources)) {
      rollups.countSource(bit, found.at, -1)
      rollups.countSource(bit, at)
    }
    if (named) {
      leads.recount({ contactId: place.contactId, campaignId: found.campaignId })
      leads.recount({ contactId: place.contactId, campaignId })
    }
  }
  for (const bit of splitSourceBits(sources & ~found.sources)) rollups.countSource(bit, at)
  return true
}

/** A campaign wins over none, and one with an id over a name; of two campaigns the one with the smaller id. */
function mergedCampaign(merging: EventMerge, a: number, b: number): number {
  const { remoteId } = merging
  if (a === b) return a
  const [idOfA, idOfB] = [String(remoteId.get(a)), String(remoteId.get(b))]
  if (idOfA === '' || idOfB === '') return idOfA === '' ? b : a
  const [isNameA, isNameB] = [idOfA.startsWith('name:'), idOfB.startsWith('name:')]
  if (isNameA !== isNameB) return isNameA ? b : a
  return idOfA < idOfB ? a : b
}
