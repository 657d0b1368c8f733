import type { Database } from 'better-sqlite3'
import type { LeadContext } from '#shared/contract/inbox.ts'
import type { WorkspaceId } from '#shared/ids.ts'

type Row = {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly colour: number
  readonly inList: 0 | 1
  readonly lastMailAt: number | null
}

/**
 * Other clients of the operator that know an address: the one bridge between clients, and only a warning. A demo and real
 * clients do not know each other.
 */
export function otherClientsOf(
  db: Database,
  workspaceId: WorkspaceId,
  email: string | null,
): LeadContext['otherClients'] {
  if (email === null) return []
  const rows = db
    .prepare<{ email: string; workspaceId: number }, Row>(
      `select w.id as workspaceId, w.name, w.colour,
         exists (select 1 from lead l where l.email = @email and l.gate = 0 and l.removed = 0 and l.workspace_id = w.id)
           as inList,
         (select max(t.last_at) from inbox_thread t where t.workspace_id = w.id and t.lead_email = @email) as lastMailAt
       from workspace w where w.id <> @workspaceId and w.archived_at is null
         and (w.demo is null) = (select demo is null from workspace where id = @workspaceId)
       order by w.name`,
    )
    .all({ email, workspaceId })
  return rows
    .filter(({ inList, lastMailAt }) => inList === 1 || lastMailAt !== null)
    .map(({ inList, lastMailAt, ...row }) => ({
      ...row,
      inList: inList === 1,
      lastMailAt: lastMailAt === null ? null : new Date(lastMailAt).toISOString(),
    }))
}
