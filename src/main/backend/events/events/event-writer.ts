/** One event into the store: found again, or new; always with the counts it belongs to. */

import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { eventKey } from './event-key.ts'
import type { EventKeys } from './event-keys.ts'
import { hash48 } from './hash.ts'
import type { LeadCounts } from './lead-counts.ts'
import { campaignKey, type Names } from './names.ts'
import type { Rollups } from './rollups.ts'

type Row = {
  readonly id: number
  readonly campaignId: number
  readonly type: number
  readonly at: number
  readonly step: number | null
  readonly variant: number | null
  readonly accountId: number | null
  readonly sources: number
}

export type Written = {
  readonly id: number
  /** `changed`: known, but this source had not told it, or told more of it. */
  readonly outcome: 'added' | 'changed' | 'known'
  readonly unknownCampaign: boolean
}

/** Numbers of the words of an event. */
type Place = Omit<Row, 'id' | 'sources'> & {
  readonly contactId: number
  readonly hash: number
  readonly label: boolean
}

type Parts = {
  readonly names: Names
  readonly keys: EventKeys
  readonly rollups: Rollups
  readonly leads: LeadCounts
}

export function createEventWriter({ raw }: Store, { names, keys, rollups, leads }: Parts) {
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
    'update event set campaign_id = ?, at = ?, step = ?, variant = ?, account_id = ?, sources = ? where id = ?',
  )
  const remoteId = raw.prepare('select remote_id from event_campaign where id = ?').pluck()
  const accountEmail = raw.prepare('select email from event_account where id = ?').pluck()

  /** Of two that are told differently the smaller word, whoever came first. */
  const smaller = (find: typeof remoteId, a: number, b: number): number =>
    a === b || String(find.get(a)) <= String(find.get(b)) ? a : b

  function merge(workspaceId: WorkspaceId, found: Row, place: Place, source: number, named: boolean): boolean {
    const merged = {
      campaignId: mergedCampaign(found.campaignId, place.campaignId),
      at: Math.min(found.at, place.at),
      step: least(found.step, place.step),
      variant: least(found.variant, place.variant),
      accountId:
        found.accountId === null || place.accountId === null
          ? (found.accountId ?? place.accountId)
          : smaller(accountEmail, found.accountId, place.accountId),
      sources: found.sources | source,
    }
    const moved = merged.campaignId !== found.campaignId || merged.at !== found.at
    const recounted = moved || merged.accountId !== found.accountId
    const { campaignId, at, step, variant, accountId, sources } = merged
    const same = step === found.step && variant === found.variant && accountId === found.accountId
    if (!moved && same && sources === found.sources) return false
    update.run(campaignId, at, step, variant, accountId, sources, found.id)
    if (at !== found.at) {
      const key = { workspaceId, contactId: place.contactId, type: place.type, hash: place.hash }
      keys.drop({ ...key, at: found.at })
      keys.add({ ...key, at }, found.id)
    }
    if (recounted) {
      rollups.count(found, -1)
      rollups.count({ ...found, campaignId, at, accountId })
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
    if (sources !== found.sources) rollups.told(source, at)
    return true
  }

  /** A campaign rather than none; of two the one whose id is smaller. */
  function mergedCampaign(a: number, b: number): number {
    if (a === b) return a
    const [idOfA, idOfB] = [String(remoteId.get(a)), String(remoteId.get(b))]
    if (idOfA === '' || idOfB === '') return idOfA === '' ? b : a
    return idOfA < idOfB ? a : b
  }

  return {
    write(workspaceId: WorkspaceId, event: ParsedEvent, source: number): Written {
      const campaign = names.campaign(workspaceId, event)
      const { code, label } = names.typeCode(workspaceId, event)
      const said = eventKey(event)
      const place: Place = {
        contactId: names.contactId(workspaceId, event.leadEmail ?? ''),
        campaignId: campaign.id,
        type: code,
        at: event.at,
        hash: hash48(said.key),
        step: event.step,
        variant: event.variant,
        accountId: event.account === null ? null : names.accountId(workspaceId, event.account),
        label,
      }
      const { contactId, campaignId, type, at, hash, step, variant, accountId } = place
      const named = event.leadEmail !== null
      const unknownCampaign = !campaign.known && campaignKey(event) !== ''
      const key = { workspaceId, contactId, type, hash }
      const known = said.timed ? keys.at({ ...key, at }) : keys.atAnyTime(key)
      if (known === null) {
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
          source,
        )
        const id = Number(lastInsertRowid)
        keys.add({ ...key, at }, id)
        rollups.count(place)
        rollups.told(source, at)
        if (named) leads.count(place, type, at, label)
        return { id, outcome: 'added', unknownCampaign }
      }
      const found = read.get(known) as Row
      const changed = merge(workspaceId, found, place, source, named)
      return { id: found.id, outcome: changed ? 'changed' : 'known', unknownCampaign }
    },
  }
}

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)

const bitsOf = (sources: number) => [1, 2, 4, 8].filter((bit) => (sources & bit) !== 0)
