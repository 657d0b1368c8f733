import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import { createPartLookup, type TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import type { Store } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import { createAtInstantly } from './at-instantly.ts'
import { createHandedOver } from './handed-over.ts'

/** One time an address was brought into a campaign, or may have been. */
export type Contact = {
  /** The export of ours that did; null where Instantly says so. */
  readonly exportId: number | null
  readonly workspaceId: WorkspaceId
  readonly workspaceName: string
  readonly campaignName: string
  readonly at: string
}

/**
 * The other clients of the same kind that exported anything: the demo never meets real ones, nor one that is being made
 * the one it takes the place of.
 */
export function exportingOthers(db: Database, workspaceId: WorkspaceId): readonly number[] {
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

type Asks = (email: string) => boolean

/**
 * Whether an address was contacted in a campaign of this client: by an export of ours, or, whoever brought it there, by
 * what events tell. Null where there are neither.
 */
export function contactedHere(db: Database, workspaceId: WorkspaceId): Asks | null {
  const own = Number(workspaceId)
  const asks: Asks[] = []
  if (exportsOf(db, workspaceId) > 0) {
    const find = createHandedOver(db, (run) => run.workspaceId === own)
    asks.push((email) => find(email).length > 0)
  }
  if (campaignsWithEvents(db, workspaceId) > 0) {
    const find = db.prepare<[string]>(
      `select 1 from event_contact c join event_lead l on l.workspace_id = c.workspace_id and l.contact_id = c.id
       where c.workspace_id = ${own} and c.email = ? limit 1`,
    )
    asks.push((email) => domainSpellings(email).some((spelling) => find.get(spelling) !== undefined))
  }
  return asks.length === 0 ? null : (email) => asks.some((ask) => ask(email))
}

/** Campaigns of a client that events spoke of. */
export const campaignsWithEvents = (db: Database, workspaceId: WorkspaceId): number =>
  db
    .prepare(
      `select count(*) from event_campaign c where c.workspace_id = ? and c.remote_id <> ''
         and exists (select 1 from event_lead l where l.campaign_id = c.id)`,
    )
    .pluck()
    .get(workspaceId) as number

/** Exports into campaigns. */
export const exportsOf = (db: Database, workspaceId: WorkspaceId): number =>
  db
    .prepare(`select count(*) from export_run where workspace_id = ? and target = 'campaign'`)
    .pluck()
    .get(workspaceId) as number

/**
 * Finds exports for other clients that brought an address somewhere; null where there are none. A part of a workspace is a
 * client of its own.
 */
function otherExports(
  db: Database,
  workspaceId: WorkspaceId,
  target: TargetCampaign | null,
): ((email: string) => readonly number[]) | null {
  const others = new Set(exportingOthers(db, workspaceId))
  const runs = new Set(target === null ? [] : runsOfOtherParts(db, workspaceId, target))
  if (others.size + runs.size === 0) return null
  const own = Number(workspaceId)
  const find = createHandedOver(db, (run) =>
    run.workspaceId === own ? runs.has(run.exportId) : others.has(run.workspaceId),
  )
  return (email) => find(email).map(({ exportId }) => exportId)
}

/** Exports of the same workspace into campaigns of another part than the target's. */
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
 * Whether an address was contacted for another client; null where none ever exported. Without a target the whole
 * workspace is one client.
 */
export function contactedElsewhere(
  db: Database,
  workspaceId: WorkspaceId,
  target: TargetCampaign | null = null,
): Asks | null {
  const find = otherExports(db, workspaceId, target)
  return find && ((email) => find(email).length > 0)
}

type Named = Contact & { readonly remoteId: string | null }

/** For the screen alone, never for a file: who wrote to an address for other clients, newest first. */
export function contactsElsewhere(
  store: Store,
  workspaceId: WorkspaceId,
  email: string,
  target: TargetCampaign | null = null,
): readonly Contact[] {
  const { raw } = store
  const read = raw.prepare<[number], Named>(
    `select r.id as exportId, r.workspace_id as workspaceId, (select name from workspace w where w.id = r.workspace_id) as workspaceName,
       r.campaign_name as campaignName, r.campaign_id as remoteId, r.created_at as at from export_run r where r.id = ?`,
  )
  const ids = new Set(otherExports(raw, workspaceId, target)?.(email))
  const newest = [...ids].toSorted((a, b) => b - a).slice(0, 20)
  const exported = newest.flatMap((id) => {
    const row = read.get(id)
    return row ? [row] : []
  })
  return named(raw, [...exported, ...foundThere(store, workspaceId, email, target, true, exported)])
}

/** The same for campaigns of this client, by what Instantly has. */
export const contactsHere = (
  store: Store,
  workspaceId: WorkspaceId,
  email: string,
  target: TargetCampaign | null = null,
): readonly Contact[] => named(store.raw, foundThere(store, workspaceId, email, target, false, []))

/** What copies and archives know beyond `known`: a campaign that an export of ours names is told once. */
function foundThere(
  store: Store,
  workspaceId: WorkspaceId,
  email: string,
  target: TargetCampaign | null,
  elsewhere: boolean,
  known: readonly Named[],
): readonly Named[] {
  const told = new Set(known.map(({ remoteId }) => remoteId))
  const nameOf = store.raw.prepare<[number], string>('select name from workspace where id = ?').pluck()
  return (createAtInstantly(store, workspaceId, target)?.of(email) ?? [])
    .filter((found) => {
      if (found.elsewhere !== elsewhere || told.has(found.remoteId)) return false
      told.add(found.remoteId)
      return true
    })
    .slice(0, 20)
    .map((found) => ({
      exportId: null,
      workspaceId: found.workspaceId,
      workspaceName: nameOf.get(found.workspaceId) ?? '',
      campaignName: found.campaignName,
      remoteId: found.remoteId,
      at: new Date(found.at).toISOString(),
    }))
}

/** A part of a workspace is named as the client it is. */
function named(raw: Database, rows: readonly Named[]): readonly Contact[] {
  const partName = raw.prepare<[number], string>('select name from client_part where id = ?').pluck()
  return rows.map(({ remoteId, ...contact }) => {
    const part = createPartLookup(raw, contact.workspaceId)?.({ remoteId, name: contact.campaignName }) ?? null
    const name = part === null ? undefined : partName.get(part)
    return name === undefined ? contact : { ...contact, workspaceName: `${contact.workspaceName} › ${name}` }
  })
}
