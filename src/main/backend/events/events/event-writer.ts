/** Writes one event into the store, new or merged into a known one, together with the counts it belongs to. */

import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { campaignKey } from './campaigns-of-events.ts'
import { type EventKey, eventKey } from './event-key.ts'
import { hash48 } from './hash.ts'
import {
  type EventMerge,
  mergeEvents,
  type Parts,
  prepareEventMerge,
  type Row,
  splitSourceBits,
} from './merge-events.ts'
import { campaignNameSql } from './names.ts'
import { otherReplyType } from './reply-type.ts'
import { createUnnamedMails, type StoredEvent } from './unnamed-mails.ts'

/** The bit of the source that reads the mails themselves; in a webhook a lead's variable may have any name. */
const instantly = 4

export type Written = {
  /** `changed`: the event was known, but not from this source, or this source reported more of it. */
  readonly outcome: 'added' | 'changed' | 'known'
  readonly unknownCampaign: boolean
}

export function createEventWriter(store: Store, { names, keys, rollups, leads, stored }: Parts) {
  const merging = prepareEventMerge(store, keys, rollups, leads)
  const { raw, mailbox } = merging
  const insert = raw.prepare(
    `insert into event
       (workspace_id, contact_id, campaign_id, type, at, hash, step, variant, account_id, sources)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const read = raw.prepare(
    `select id, campaign_id as campaignId, type, at, step, variant, account_id as accountId, sources
       from event where id = ?`,
  )

  const namedCampaigns = raw.prepare<[number], { named: number; campaignId: number }>(
    `select n.id as named, c.id as campaignId from event_campaign n
       cross join event_campaign c on c.workspace_id = n.workspace_id and c.listed = 1
         and n.remote_id = 'name:' || trim(${campaignNameSql('c')})
      where n.workspace_id = ? and n.remote_id like 'name:%' group by n.id having count(*) = 1`,
  )
  /** Without those whose mail may still be found (`unnamed-mails.ts`). */
  const eventsOf = raw.prepare<[number], StoredEvent & { readonly id: number; readonly email: string }>(
    `select e.id, e.contact_id as contactId, e.campaign_id as campaignId, e.type, e.at, e.hash, e.step, e.variant,
            e.account_id as accountId, e.sources, p.email
       from event e join event_contact p on p.id = e.contact_id
      where e.campaign_id = ? and not exists (select 1 from event_unnamed u
        where u.workspace_id = e.workspace_id and u.contact_id = e.contact_id and u.event_id = e.id)`,
  )

  /** Stores an event with its key and counts. The caller updates the counts of its lead. */
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
    for (const bit of splitSourceBits(sources)) rollups.countSource(bit, at)
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

  function writeOne(
    workspaceId: WorkspaceId,
    event: ParsedEvent,
    place: StoredEvent,
    said: EventKey & { readonly label: boolean },
  ): Omit<Written, 'unknownCampaign'> {
    const named = event.leadEmail !== null
    const known = findKnown(merging, workspaceId, place, said)
    if (known === null) {
      add(workspaceId, place, event.raw)
      if (named) leads.count(place, place.type, place.at, said.label)
      return { outcome: 'added' }
    }
    return { outcome: mergeEvents(merging, workspaceId, read.get(known) as Row, place, named) ? 'changed' : 'known' }
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
      if (said.mail && event.storedAt !== null && source === instantly)
        unnamed.arrived(workspaceId, place, event.storedAt)
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
    /** Gives the events of campaigns known only by name to the campaign, if the client has a single one of that name. */
    joinNamedCampaigns(workspaceId: WorkspaceId): void {
      for (const { named, campaignId } of namedCampaigns.all(workspaceId)) {
        for (const event of eventsOf.all(named))
          mergeEvents(merging, workspaceId, event, { ...event, campaignId }, event.email !== '')
      }
    },
    /** To be called after a rollback. */
    forget: unnamed.forget,
  }
}

/** A reply is the same event whether it was reported as written by a person or as automatic. */
function findKnown(
  merging: EventMerge,
  workspaceId: WorkspaceId,
  { contactId, type, at, hash }: StoredEvent,
  said: EventKey,
): number | null {
  const { keys } = merging
  const key = { workspaceId, contactId, type, hash }
  if (said.timed) return keys.at({ ...key, at })
  const other = said.mail ? otherReplyType(type) : null
  return keys.atAnyTime(key) ?? (other === null ? null : keys.atAnyTime({ ...key, type: other }))
}
