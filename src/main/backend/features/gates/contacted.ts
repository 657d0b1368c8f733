import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'

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
  where l.email = ? and l.gate = 0 and l.workspace_id ${whose}
    and b.last_position >= l.position and b.state in ('sent', 'done')
    and not exists (select 1 from export_problem p where p.export_id = r.id and p.position = l.position)`

type Asks = (email: string) => boolean

/** Whether an address was contacted in a campaign of this client; null where it never exported. */
export function contactedHere(db: Database, workspaceId: WorkspaceId): Asks | null {
  if (exportsOf(db, workspaceId) === 0) return null
  const find = db.prepare<[string]>(`select 1 ${handedOver(`= ${Number(workspaceId)}`)} limit 1`)
  return (email) => find.get(email) !== undefined
}

export const exportsOf = (db: Database, workspaceId: WorkspaceId): number =>
  db.prepare('select count(*) from export_run where workspace_id = ?').pluck().get(workspaceId) as number

/** Whether an address was contacted for another client; null where none ever exported. */
export function contactedElsewhere(db: Database, workspaceId: WorkspaceId): Asks | null {
  const others = exportingOthers(db, workspaceId)
  if (others.length === 0) return null
  const find = db.prepare<[string]>(`select 1 ${handedOver(`in (${others.join(', ')})`)} limit 1`)
  return (email) => find.get(email) !== undefined
}

/** For the screen alone, never for a file: who wrote to an address for other clients, newest first. */
export function contactsElsewhere(db: Database, workspaceId: WorkspaceId, email: string): readonly Contact[] {
  const others = exportingOthers(db, workspaceId)
  if (others.length === 0) return []
  return db
    .prepare(
      `select distinct r.id as exportId, r.workspace_id as workspaceId,
         (select name from workspace w where w.id = r.workspace_id) as workspaceName,
         r.campaign_name as campaignName, r.created_at as at
       ${handedOver(`in (${others.join(', ')})`)} order by r.id desc limit 20`,
    )
    .all(email) as Contact[]
}
