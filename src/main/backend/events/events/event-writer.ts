/** One event into the store: found again, or new; always with the counts it belongs to. */

import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { type EventKey, eventKey } from './event-key.ts'
import type { EventKeys } from './event-keys.ts'
import { hash48 } from './hash.ts'
import type { LeadCounts } from './lead-counts.ts'
import { campaignKey, type Names } from './names.ts'
import { mergedReplyType, otherReplyType } from './reply-type.ts'
import type { Rollups } from './rollups.ts'
import { createUnnamedMails, type StoredEvent } from './unnamed-mails.ts'

type Row = Omit<StoredEvent, 'contactId' | 'hash'> & { readonly id: number }

export type Written = {
  /** `changed`: known, but this source had not told it, or told more of it. */
  readonly outcome: 'added' | 'changed' | 'known'
  readonly unknownCampaign: boolean
}

type Parts = {
  readonly names: Names
  readonly keys: EventKeys
  readonly rollups: Rollups
  readonly leads: LeadCounts
  /** An event was stored under a new id: its payload belongs there. */
  readonly stored: (id: number, raw: string) => void
}

export function createEventWriter(store: Store, { names, keys, rollups, leads, stored }: Parts) {
  const { raw } = store
  const insert = raw.prepare(
    `insert into event
       (workspace_id, contact_id, campaign_id, type, at, hash, step, variant, account_id, sources)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const read = raw.prepare(
    `select id, campaign_id as campaignId, type, at, step, variant, account_id as accountId, sources
       from event where id = ?`,
  )
  const update = raw.prepare(
    'update event set type = ?, campaign_id = ?, at = ?, step = ?, variant = ?, account_id = ?, sources = ? where id = ?',
  )
  const remoteId = raw.prepare('select remote_id from event_campaign where id = ?').pluck()
  const accountEmail = raw.prepare('select email from event_account where id = ?').pluck()

  /** Of two that are told differently the smaller word, whoever came first. */
  const smaller = (find: typeof remoteId, a: number, b: number): number =>
    a === b || String(find.get(a)) <= String(find.get(b)) ? a : b

  const mailbox = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? (a ?? b) : smaller(accountEmail, a, b)

  /** Stores an event with its key and counts; those of its lead are the caller's. */
  function add(workspaceId: WorkspaceId, event: StoredEvent, text: string): number {
    const { contactId, campaignId, type, at, hash, step, variant, accountId, sources } = event
    const { lastInsertRowid } = insert.run(
      workspaceId,
      contactId,
      campaignId,
      type,
      at,
      hash,
      step,
      variant,
      accountId,
      sources,
    )
    const id = Number(lastInsertRowid)
    keys.add({ workspaceId, contactId, at, type, hash }, id)
    rollups.count(event)
    for (const bit of bitsOf(sources)) rollups.told(bit, at)
    stored(id, text)
    return id
  }

  const unnamed = createUnnamedMails(store, {
    keys,
    rollups,
    leads,
    mailbox,
    add(workspaceId, event, text) {
      leads.recount(event)
      return add(workspaceId, event, text)
    },
  })

  function merge(workspaceId: WorkspaceId, found: Row, place: StoredEvent, named: boolean): boolean {
    const merged = {
      type: mergedReplyType(found, place),
      campaignId: mergedCampaign(found.campaignId, place.campaignId),
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
      for (const bit of bitsOf(found.sources)) {
        rollups.told(bit, found.at, -1)
        rollups.told(bit, at)
      }
      if (named) {
        leads.recount({ contactId: place.contactId, campaignId: found.campaignId })
        leads.recount({ contactId: place.contactId, campaignId })
      }
    }
    for (const bit of bitsOf(sources & ~found.sources)) rollups.told(bit, at)
    return true
  }

  /** A campaign rather than none; of two the one whose id is smaller. */
  function mergedCampaign(a: number, b: number): number {
    if (a === b) return a
    const [idOfA, idOfB] = [String(remoteId.get(a)), String(remoteId.get(b))]
    if (idOfA === '' || idOfB === '') return idOfA === '' ? b : a
    return idOfA < idOfB ? a : b
  }

  /** A reply is the same whether it was told as written by a person or as automatic. */
  function findKnown(
    workspaceId: WorkspaceId,
    { contactId, type, at, hash }: StoredEvent,
    said: EventKey,
  ): number | null {
    const key = { workspaceId, contactId, type, hash }
    if (said.timed) return keys.at({ ...key, at })
    const other = said.mail ? otherReplyType(type) : null
    return keys.atAnyTime(key) ?? (other === null ? null : keys.atAnyTime({ ...key, type: other }))
  }

  function writeOne(
    workspaceId: WorkspaceId,
    event: ParsedEvent,
    place: StoredEvent,
    said: EventKey & { readonly label: boolean },
  ): Omit<Written, 'unknownCampaign'> {
    const named = event.leadEmail !== null
    const known = findKnown(workspaceId, place, said)
    if (known === null) {
      add(workspaceId, place, event.raw)
      if (named) leads.count(place, place.type, place.at, said.label)
      return { outcome: 'added' }
    }
    return { outcome: merge(workspaceId, read.get(known) as Row, place, named) ? 'changed' : 'known' }
  }

  return {
    write(workspaceId: WorkspaceId, event: ParsedEvent, source: number): Written {
      const campaign = names.campaign(workspaceId, event)
      const { code, label } = names.typeCode(workspaceId, event)
      const said = eventKey(event)
      const place: StoredEvent = {
        contactId: names.contactId(workspaceId, event.leadEmail ?? ''),
        campaignId: campaign.id,
        type: code,
        at: event.at,
        hash: hash48(said.key),
        step: event.step,
        variant: event.variant,
        accountId: event.account === null ? null : names.accountId(workspaceId, event.account),
        sources: source,
      }
      const { contactId } = place
      const unknownCampaign = !campaign.known && campaignKey(event) !== ''
      const without = said.unnamed
      if (!without && !(said.mail && unnamed.has(workspaceId, contactId))) {
        return { ...writeOne(workspaceId, event, place, { ...said, label }), unknownCampaign }
      }
      unnamed.release(workspaceId, contactId)
      const outcome = without
        ? unnamed.take(workspaceId, place, event.raw)
        : writeOne(workspaceId, event, place, { ...said, label }).outcome
      unnamed.resolve(workspaceId, contactId)
      return { outcome, unknownCampaign }
    },
    /** After a transaction that was rolled back. */
    forget: unnamed.forget,
  }
}

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)

const bitsOf = (sources: number) => [1, 2, 4, 8].filter((bit) => (sources & bit) !== 0)
