import type { Database } from 'better-sqlite3'
import type { LeadContext } from '#shared/contract/inbox/inbox.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'

type Row = {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly colour: number
  readonly inList: 0 | 1
  readonly lastMailAt: number | null
  readonly partId: ClientPartId | null
}

/**
 * Returns other clients of the operator that know an address. This is the only link between clients, and only used for
 * a warning. Demo and real clients are kept apart.
 */
export function otherClientsOf(
  db: Database,
  { workspaceId, campaignId }: { readonly workspaceId: WorkspaceId; readonly campaignId: string | null },
  email: string | null,
): LeadContext['otherClients'] {
  if (email === null) return []
  const rows = db
    .prepare<{ email: string; workspaceId: number }, Row>(
      `select w.id as workspaceId, null as partId, w.name, w.colour,
         exists (select 1 from lead l where l.email = @email and l.gate = 0 and l.removed = 0 and l.workspace_id = w.id)
           as inList,
         (select max(t.last_at) from inbox_thread t where t.workspace_id = w.id and t.lead_email = @email) as lastMailAt
       from workspace w where w.id <> @workspaceId and w.archived_at is null
         and (w.demo is null) = (select demo is null from workspace where id = @workspaceId)
       order by w.id`,
    )
    .all({ email, workspaceId })
  return [...rows, ...otherPartsWithThread(db, workspaceId, campaignId, email)]
    .filter(({ inList, lastMailAt }) => inList === 1 || lastMailAt !== null)
    .map(({ inList, lastMailAt, ...row }) => ({
      ...row,
      inList: inList === 1,
      lastMailAt: isoOrNull(lastMailAt),
    }))
}

/** Returns other parts of the same workspace that have a conversation with this person. Lists belong to no part. */
function otherPartsWithThread(
  db: Database,
  workspaceId: WorkspaceId,
  campaignId: string | null,
  email: string,
): readonly Row[] {
  return db
    .prepare<object, Row>(
      `select p.workspace_id as workspaceId, p.id as partId, p.name, p.colour, 0 as inList, max(t.last_at) as lastMailAt
       from inbox_thread t join campaign c on c.workspace_id = t.workspace_id and c.remote_id = t.campaign_id
         join client_part p on p.id = c.part_id
       where t.workspace_id = @workspaceId and t.lead_email = @email
         and p.id is not (select part_id from campaign where workspace_id = @workspaceId and remote_id = @campaignId)
       group by p.id order by name_order(p.name), p.id`,
    )
    .all({ workspaceId, campaignId, email })
}
