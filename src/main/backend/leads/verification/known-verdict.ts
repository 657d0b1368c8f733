/** Known verification results for a client's addresses. */
import type { Database } from 'better-sqlite3'
import type { Verdict } from '#shared/contract/leads/verification.ts'
import type { WorkspaceId } from '#shared/ids.ts'

export type KnownVerdict = Exclude<Verdict, 'unanswered'>

/** Also available while an address is being verified again; null if nothing is known. */
const verdictSql = `case when state = 'done' and verdict <> 'unanswered' then verdict else earlier_verdict end`

/** Returns the result for an address of a client; undefined if none. Whether the client has any is read once. */
export function createKnownVerdicts(raw: Database) {
  const any = raw.prepare('select 1 from email_check where workspace_id = ? limit 1').pluck()
  const one = raw
    .prepare<[number, string], KnownVerdict | null>(
      `select ${verdictSql} from email_check where workspace_id = ? and email = ?`,
    )
    .pluck()
  return (workspaceId: WorkspaceId): ((email: string) => KnownVerdict | undefined) =>
    any.get(workspaceId) === undefined ? () => undefined : (email) => one.get(workspaceId, email) ?? undefined
}
