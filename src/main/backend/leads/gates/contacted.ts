import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import { createPartLookup, type TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import type { Store } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import { createRemoteContacts } from './at-instantly.ts'
import { createHandedOverLookup } from './handed-over.ts'

/** One occasion on which an address was, or may have been, added to a campaign. */
export type Contact = {
  /** The export of this app that added it; null if Instantly reported it. */
  readonly exportId: number | null
  readonly workspaceId: WorkspaceId
  readonly workspaceName: string
  readonly campaignName: string
  readonly at: string
}

/**
 * Returns the other clients of the same kind that have exports: demo and real clients are never mixed, nor is a client
 * under construction mixed with the one it replaces.
 */
export function otherExportingClients(db: Database, workspaceId: WorkspaceId): readonly number[] {
  return othersOf(db).all({ id: workspaceId })
}
const othersOf = memoizeByKey((db: Database) =>
  db
    .prepare<[object], number>(
      `select w.id from workspace w
       where w.id <> :id and w.demo is (select o.demo from workspace o where o.id = :id)
         and exists (select 1 from export_run r where r.workspace_id = w.id)`,
    )
    .pluck(),
)

type ContactCheck = (email: string) => boolean

/**
 * Creates a lookup of whether an address was contacted in a campaign of this client: by an export of this app or,
 * regardless of who added it, according to events. Null if there are neither.
 */
export function contactedHere(db: Database, workspaceId: WorkspaceId): ContactCheck | null {
  const own = Number(workspaceId)
  const asks: ContactCheck[] = []
  if (countExports(db, workspaceId) > 0) {
    const find = createHandedOverLookup(db, (run) => run.workspaceId === own)
    asks.push((email) => find(email).length > 0)
  }
  if (countCampaignsWithEvents(db, workspaceId) > 0) {
    const find = db.prepare<[string]>(
      `select 1 from event_contact c join event_lead l on l.workspace_id = c.workspace_id and l.contact_id = c.id
       where c.workspace_id = ${own} and c.email = ? limit 1`,
    )
    asks.push((email) => domainSpellings(email).some((spelling) => find.get(spelling) !== undefined))
  }
  return asks.length === 0 ? null : (email) => asks.some((ask) => ask(email))
}

export const countCampaignsWithEvents = (db: Database, workspaceId: WorkspaceId): number =>
  db
    .prepare(
      `select count(*) from event_campaign c where c.workspace_id = ? and c.remote_id <> ''
         and exists (select 1 from event_lead l where l.campaign_id = c.id)`,
    )
    .pluck()
    .get(workspaceId) as number

export const countExports = (db: Database, workspaceId: WorkspaceId): number =>
  db
    .prepare(`select count(*) from export_run where workspace_id = ? and target = 'campaign'`)
    .pluck()
    .get(workspaceId) as number

/**
 * Creates a lookup of exports for other clients that added an address somewhere; null if there are none. A part of a
 * workspace is a client of its own.
 */
function otherExports(
  db: Database,
  workspaceId: WorkspaceId,
  target: TargetCampaign | null,
): ((email: string) => readonly number[]) | null {
  const others = new Set(otherExportingClients(db, workspaceId))
  const runs = new Set(target === null ? [] : runsOfOtherParts(db, workspaceId, target))
  if (others.size + runs.size === 0) return null
  const own = Number(workspaceId)
  const find = createHandedOverLookup(db, (run) =>
    run.workspaceId === own ? runs.has(run.exportId) : others.has(run.workspaceId),
  )
  return (email) => find(email).map(({ exportId }) => exportId)
}

/** Returns exports of the same workspace into campaigns of a part other than the target's. */
export function runsOfOtherParts(db: Database, workspaceId: WorkspaceId, target: TargetCampaign): readonly number[] {
  const partOf = createPartLookup(db, workspaceId)
  if (!partOf) return []
  const own = partOf(target)
  const runs = db
    .prepare<[number], TargetCampaign & { readonly id: number }>(
      'select id, campaign_id as remoteId, campaign_name as name from export_run where workspace_id = ?',
    )
    .all(workspaceId)
  return runs.filter((run) => partOf(run) !== own).map(({ id }) => id)
}

/**
 * Creates a lookup of whether an address was contacted for another client; null if no other client ever exported.
 * Without a target, the whole workspace is one client.
 */
export function contactedElsewhere(
  db: Database,
  workspaceId: WorkspaceId,
  target: TargetCampaign | null = null,
): ContactCheck | null {
  const find = otherExports(db, workspaceId, target)
  return find && ((email) => find(email).length > 0)
}

type NamedContact = Contact & { readonly remoteId: string | null }

/** Returns which other clients contacted an address, newest first. For display only, never written to a file. */
export function contactsElsewhere(
  store: Store,
  workspaceId: WorkspaceId,
  email: string,
  target: TargetCampaign | null = null,
): readonly Contact[] {
  const { raw } = store
  const read = raw.prepare<[number], NamedContact>(
    `select r.id as exportId, r.workspace_id as workspaceId, (select name from workspace w where w.id = r.workspace_id) as workspaceName,
       r.campaign_name as campaignName, r.campaign_id as remoteId, r.created_at as at from export_run r where r.id = ?`,
  )
  const ids = new Set(otherExports(raw, workspaceId, target)?.(email))
  const newest = [...ids].toSorted((a, b) => b - a).slice(0, 20)
  const exported = newest.flatMap((id) => {
    const row = read.get(id)
    return row ? [row] : []
  })
  return nameParts(raw, [...exported, ...findRemoteContacts(store, workspaceId, email, target, true, exported)])
}

/** Returns the same for campaigns of this client, according to Instantly. */
export const contactsHere = (
  store: Store,
  workspaceId: WorkspaceId,
  email: string,
  target: TargetCampaign | null = null,
): readonly Contact[] => nameParts(store.raw, findRemoteContacts(store, workspaceId, email, target, false, []))

/** Returns what copies and archives know beyond `known`; a campaign an export of this app names is listed once. */
function findRemoteContacts(
  store: Store,
  workspaceId: WorkspaceId,
  email: string,
  target: TargetCampaign | null,
  elsewhere: boolean,
  known: readonly NamedContact[],
): readonly NamedContact[] {
  const counted = new Set(known.map(({ remoteId }) => remoteId))
  const nameOf = createClientNames(store.raw)
  return (createRemoteContacts(store, workspaceId, target)?.of(email) ?? [])
    .filter((found) => {
      if (found.elsewhere !== elsewhere || counted.has(found.remoteId)) return false
      counted.add(found.remoteId)
      return true
    })
    .slice(0, 20)
    .map((found) => ({
      exportId: null,
      workspaceId: found.workspaceId,
      workspaceName: nameOf(found.workspaceId),
      campaignName: found.campaignName,
      remoteId: found.remoteId,
      at: new Date(found.at).toISOString(),
    }))
}

/** Names a part of a workspace as the client it is. */
function nameParts(raw: Database, rows: readonly NamedContact[]): readonly Contact[] {
  const partName = raw.prepare<[number], string>('select name from client_part where id = ?').pluck()
  return rows.map(({ remoteId, ...contact }) => {
    const part = createPartLookup(raw, contact.workspaceId)?.({ remoteId, name: contact.campaignName }) ?? null
    const name = part === null ? undefined : partName.get(part)
    return name === undefined ? contact : { ...contact, workspaceName: `${contact.workspaceName} › ${name}` }
  })
}
