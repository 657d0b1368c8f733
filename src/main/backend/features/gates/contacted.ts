import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import { partTeller, type TargetCampaign } from '../clients/part-of-campaign.ts'
import { inZoneOf } from '../exports/zone-sql.ts'

/** One time an address was brought into a campaign by an export of ours, or may have been. */
export type Contact = {
  readonly exportId: number
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
  return db
    .prepare(
      `select w.id from workspace w
       where w.id <> :id and w.demo is (select o.demo from workspace o where o.id = :id)
         and exists (select 1 from export_run r where r.workspace_id = w.id)`,
    )
    .pluck()
    .all({ id: workspaceId }) as number[]
}

/**
 * A lead counts once its batch left: what was not answered yet may have arrived. Refused, failed and taken-back ones do
 * not. The partial index on ready addresses finds the few leads there are; only for them the ledger is read.
 */
const handedOver = (whose: string) => `
  from lead l
  join export_run r on r.list_id = l.list_id and r.row_count >= l.position and r.taken_back_at is null
  join export_batch b on b.id = (
    select c.id from export_batch c
    where c.export_id = r.id and c.first_position <= l.position order by c.first_position desc limit 1)
  where l.email = ? and l.gate = 0 and ${whose} and ${inZoneOf('r', 'l.position')}
    and b.last_position >= l.position and b.state in ('sent', 'done')
    and not exists (select 1 from export_problem p where p.export_id = r.id and p.position = l.position)`

type Asks = (email: string) => boolean

/**
 * Whether an address was contacted in a campaign of this client: by an export of ours, or, whoever brought it there, by
 * what events tell. Null where there are neither.
 */
export function contactedHere(db: Database, workspaceId: WorkspaceId): Asks | null {
  const own = Number(workspaceId)
  const asks: Asks[] = []
  if (exportsOf(db, workspaceId) > 0) {
    const find = db.prepare<[string]>(`select 1 ${handedOver(`l.workspace_id = ${own}`)} limit 1`)
    asks.push((email) => find.get(email) !== undefined)
  }
  if (campaignsWithEvents(db, workspaceId) > 0) {
    const find = db.prepare<[string]>(
      `select 1 from event_contact c join event_lead l on l.workspace_id = c.workspace_id and l.contact_id = c.id
       where c.workspace_id = ${own} and c.email = ? limit 1`,
    )
    asks.push((email) => find.get(email) !== undefined)
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

export const exportsOf = (db: Database, workspaceId: WorkspaceId): number =>
  db.prepare('select count(*) from export_run where workspace_id = ?').pluck().get(workspaceId) as number

/** Exports for other clients, as SQL; null where there are none. A part of a workspace is a client of its own. */
function othersSql(db: Database, workspaceId: WorkspaceId, target: TargetCampaign | null): string | null {
  const others = exportingOthers(db, workspaceId)
  const runs = target === null ? [] : runsOfOtherParts(db, workspaceId, target)
  if (others.length + runs.length === 0) return null
  return `(l.workspace_id in (${others.join(', ')})
    or (l.workspace_id = ${Number(workspaceId)} and r.id in (${runs.join(', ')})))`
}

/** Exports of the same workspace into campaigns of another part than the target's. */
function runsOfOtherParts(db: Database, workspaceId: WorkspaceId, target: TargetCampaign): readonly number[] {
  const partOf = partTeller(db, workspaceId)
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
  const others = othersSql(db, workspaceId, target)
  if (others === null) return null
  const find = db.prepare<[string]>(`select 1 ${handedOver(others)} limit 1`)
  return (email) => find.get(email) !== undefined
}

/** For the screen alone, never for a file: who wrote to an address for other clients, newest first. */
export function contactsElsewhere(
  db: Database,
  workspaceId: WorkspaceId,
  email: string,
  target: TargetCampaign | null = null,
): readonly Contact[] {
  const others = othersSql(db, workspaceId, target)
  if (others === null) return []
  const rows = db
    .prepare<[string], Contact & { readonly remoteId: string | null }>(
      `select distinct r.id as exportId, r.workspace_id as workspaceId,
         (select name from workspace w where w.id = r.workspace_id) as workspaceName,
         r.campaign_name as campaignName, r.campaign_id as remoteId, r.created_at as at
       ${handedOver(others)} order by r.id desc limit 20`,
    )
    .all(email)
  const partName = db.prepare<[number], string>('select name from client_part where id = ?').pluck()
  return rows.map(({ remoteId, ...contact }) => {
    const part = partTeller(db, contact.workspaceId)?.({ remoteId, name: contact.campaignName }) ?? null
    const name = part === null ? undefined : partName.get(part)
    return name === undefined ? contact : { ...contact, workspaceName: `${contact.workspaceName} › ${name}` }
  })
}
