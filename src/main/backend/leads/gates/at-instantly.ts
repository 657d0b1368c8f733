/** People Instantly itself had in its campaigns, according to copies of its leads and archived campaigns. */
import type { Database } from 'better-sqlite3'
import { dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createPartLookup, type TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import type { Store } from '../../core/deps.ts'
import { leadPlace } from '../../core/instantly/schemas.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { leadMirrorSettingsOf } from '../lead-mirror/copy-settings.ts'
import { createTakenBackLookup, type UndoneExport } from './left-after-undo.ts'

/** A campaign at Instantly that has, or had, an address. */
export type RemoteContact = {
  readonly workspaceId: WorkspaceId
  readonly remoteId: string
  readonly campaignName: string
  /** Time the address was mailed; if unknown, time the data was read. Epoch ms. */
  readonly at: number
  readonly elsewhere: boolean
}

export type RemoteContacts = {
  here(email: string): boolean
  elsewhere(email: string): boolean
  of(email: string): readonly RemoteContact[]
}

type Copy = { readonly id: number; readonly workspaceId: WorkspaceId; readonly startedAt: number }
type Row = { readonly copyId: number; readonly placeId: number; readonly contactedAt: number | null }
type Archived = {
  readonly workspaceId: WorkspaceId
  readonly remoteId: string
  readonly name: string
  readonly goneAt: number | null
  readonly startedAt: number
  readonly raw: string
}
type Place = {
  readonly kind: 'campaign' | 'list'
  readonly remoteId: string
  readonly name: string
  readonly isGone: boolean
  /** Exports that took leads back from the campaign after the copy was made. */
  readonly takenBack: readonly UndoneExport[]
  readonly side: 'target' | 'here' | 'elsewhere'
}

/** Clients of the same kind, including the client itself: demo and real clients are never mixed. */
const sameKindSql = (of: string) =>
  `${of} in (select w.id from workspace w where w.demo is (select o.demo from workspace o where o.id = @workspaceId))`

/**
 * Creates a lookup over the copies and archives of all clients that finds an address in one query. Returns null if
 * there are none. Leads of the target itself are no reason to exclude somebody, as Instantly knows that they are there.
 * A lead in a lead list counts once it was mailed.
 */
export function createRemoteContacts(
  store: Store,
  workspaceId: WorkspaceId,
  target: TargetCampaign | null,
): RemoteContacts | null {
  const { raw } = store
  const copies = new Map(copiesFor(raw, workspaceId).map((copy) => [copy.id, copy]))
  const archives = archivesFor(raw, workspaceId)
  if (copies.size === 0 && archives === null) return null
  const { countWaiting } = leadMirrorSettingsOf(store)
  const sideOf = createSideLookup(raw, workspaceId, target)
  const rowsOf = raw.prepare<[string], Row>(
    'select copy_id as copyId, place_id as placeId, contacted_at as contactedAt from lead_copy_row where email = ?',
  )
  const placeOf = createPlaceReader(raw, sideOf)
  const isTakenBack = createTakenBackLookup(raw)

  function inCopies(email: string): readonly RemoteContact[] {
    return rowsOf.all(email).flatMap(({ copyId, placeId, contactedAt }) => {
      const copy = copies.get(copyId)
      if (!copy) return []
      const place = placeOf(placeId, copy)
      if (!place || place.side === 'target') return []
      const waits = contactedAt === null
      if (waits && (place.kind === 'list' || place.isGone || !countWaiting)) return []
      if (waits && place.takenBack.some((undone) => isTakenBack(undone, email))) return []
      return [
        {
          workspaceId: copy.workspaceId,
          remoteId: place.remoteId,
          campaignName: place.name,
          at: contactedAt ? contactedAt * 1000 : copy.startedAt,
          elsewhere: place.side === 'elsewhere',
        },
      ]
    })
  }

  function inArchives(email: string): readonly RemoteContact[] {
    if (archives === null) return []
    return archives(email).flatMap(({ goneAt, name, startedAt, ...row }) => {
      const side = sideOf(row.workspaceId, { remoteId: row.remoteId, name })
      if (side === 'target') return []
      const lead = leadPlace.safeParse(parseJson(row.raw))
      const contactedAt = lead.success ? lead.data.contactedAt : null
      if (contactedAt === null && (goneAt !== null || !countWaiting)) return []
      const at = contactedAt ? contactedAt : startedAt
      return [
        {
          workspaceId: row.workspaceId,
          remoteId: row.remoteId,
          campaignName: name,
          at,
          elsewhere: side === 'elsewhere',
        },
      ]
    })
  }

  // Two gates look up the same address in succession.
  let asked = ''
  let answer: readonly RemoteContact[] = []
  const of = (email: string): readonly RemoteContact[] => {
    if (asked === email) return answer
    const spellings = domainSpellings(email)
    const found = spellings.flatMap(inCopies)
    answer = archives === null ? found : [...found, ...spellings.flatMap(inArchives)]
    asked = email
    return answer
  }
  return {
    here: (email) => of(email).some(({ elsewhere }) => !elsewhere),
    elsewhere: (email) => of(email).some(({ elsewhere }) => elsewhere),
    of,
  }
}

const copiesFor = (raw: Database, workspaceId: WorkspaceId): readonly Copy[] =>
  raw
    .prepare<object, Copy>(
      `select c.id, c.workspace_id as workspaceId, c.started_at as startedAt from lead_copy c
       where c.state = 'whole' and ${sameKindSql('c.workspace_id')}`,
    )
    .all({ workspaceId })

/** Creates a lookup of an address in archived campaigns; null if no client of this kind has any. */
function archivesFor(raw: Database, workspaceId: WorkspaceId): ((email: string) => readonly Archived[]) | null {
  const any = raw.prepare(`select 1 from campaign_archive a where ${sameKindSql('a.workspace_id')} limit 1`)
  if (any.get({ workspaceId }) === undefined) return null
  const ofKind = raw.prepare<object, WorkspaceId>(`select id from workspace where ${sameKindSql('id')}`).pluck()
  const clients = new Set(ofKind.all({ workspaceId }))
  const find = raw.prepare<[string], Archived>(
    `select l.workspace_id as workspaceId, c.remote_id as remoteId, c.name, c.gone_at as goneAt,
       a.started_at as startedAt, l.raw
     from archived_lead l join campaign c on c.id = l.campaign_id join campaign_archive a on a.campaign_id = l.campaign_id
     where l.email = ?`,
  )
  // Filtered here and not in SQL, which would rebuild the list of clients for each address.
  return (email) => find.all(email).filter((row) => clients.has(row.workspaceId))
}

/**
 * Creates a function that returns whose a campaign is: the target itself, this client's, or another client's. A part of
 * a workspace is a client of its own.
 */
function createSideLookup(raw: Database, workspaceId: WorkspaceId, target: TargetCampaign | null) {
  const partOf = target === null ? null : createPartLookup(raw, workspaceId)
  const own = partOf && target ? partOf(target) : null
  return (of: WorkspaceId, campaign: TargetCampaign): Place['side'] => {
    if (of !== workspaceId) return 'elsewhere'
    if (target !== null && target.remoteId !== null && campaign.remoteId === target.remoteId) return 'target'
    return partOf && partOf(campaign) !== own ? 'elsewhere' : 'here'
  }
}

/** Reads a place when it is first encountered, as only few of them contain an address that is looked up. */
function createPlaceReader(raw: Database, sideOf: ReturnType<typeof createSideLookup>) {
  const known = new Map<number, Place | null>()
  const find = raw.prepare<[number], Pick<Place, 'kind' | 'remoteId'> & { name: string; goneAt: number | null }>(
    `select p.kind, p.remote_id as remoteId, coalesce(c.name, p.name, '') as name, c.gone_at as goneAt
     from lead_copy_place p
       left join campaign c on p.kind = 'campaign' and c.workspace_id = p.workspace_id and c.remote_id = p.remote_id
     where p.id = ?`,
  )
  const takenBack = raw.prepare<[number, string, string], UndoneExport>(
    `select id as exportId, list_id as listId from export_run
     where workspace_id = ? and campaign_id = ? and taken_back_at > ?`,
  )
  return (id: number, { workspaceId, startedAt }: Copy): Place | null => {
    const before = known.get(id)
    if (before !== undefined) return before
    const row = find.get(id)
    const place = row
      ? {
          kind: row.kind,
          remoteId: row.remoteId,
          name: row.name,
          isGone: row.goneAt !== null,
          takenBack:
            row.kind === 'campaign' ? takenBack.all(workspaceId, row.remoteId, new Date(startedAt).toISOString()) : [],
          side: sideOf(workspaceId, row.kind === 'campaign' ? row : { remoteId: null, name: '' }),
        }
      : null
    known.set(id, place)
    return place
  }
}

/** Summary of the copies and archives for display. Dates: when a copy was begun, or when new leads were last added. */
export type LeadMirrorStats = {
  /** This client's copy. */
  readonly own: { readonly addresses: number; readonly copiedAt: string; readonly oldFrom: string } | null
  /** Other clients: the addresses in all their copies, the oldest of the copies, and the clients without one. */
  readonly others: {
    readonly clients: number
    readonly addresses: number
    readonly oldestAt: string | null
    readonly missing: number
    readonly oldFrom: string | null
  }
  readonly archives: number
}

export function leadMirrorStats(store: Store, workspaceId: WorkspaceId): LeadMirrorStats {
  const { raw } = store
  const rows = raw
    .prepare<object, { id: number; addresses: number | null; at: number | null }>(
      `select w.id, max(c.addresses) as addresses, max(max(c.started_at, coalesce(c.new_at, 0))) as at from workspace w
         left join lead_copy c on c.workspace_id = w.id and c.state = 'whole'
       where (w.archived_at is null or w.id = @workspaceId) and ${sameKindSql('w.id')} group by w.id`,
    )
    .all({ workspaceId })
  const archives = raw.prepare('select count(*) from campaign_archive where workspace_id = ?').pluck()
  const own = rows.find(({ id }) => id === Number(workspaceId))
  const others = rows.filter(({ id }) => id !== Number(workspaceId))
  const copied = others.flatMap(({ at }) => (at === null ? [] : [at]))
  const iso = (ms: number) => new Date(ms).toISOString()
  const oldMs = leadMirrorSettingsOf(store).oldAfterDays * dayMs
  const oldest = copied.length === 0 ? null : Math.min(...copied)
  return {
    own: own?.at ? { addresses: own.addresses ?? 0, copiedAt: iso(own.at), oldFrom: iso(own.at + oldMs) } : null,
    others: {
      clients: copied.length,
      addresses: others.reduce((sum, { addresses }) => sum + (addresses ?? 0), 0),
      oldestAt: oldest === null ? null : iso(oldest),
      missing: others.length - copied.length,
      oldFrom: oldest === null ? null : iso(oldest + oldMs),
    },
    archives: archives.get(workspaceId) as number,
  }
}
