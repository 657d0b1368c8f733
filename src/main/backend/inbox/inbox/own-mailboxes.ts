import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'

/** Mailboxes a client sends from, as its mails tell: an answer never goes to one of them. */
export function ownMailboxes(db: Database, workspaceId: WorkspaceId): ReadonlySet<string> {
  const rows = db
    .prepare('select distinct account from inbox_thread where workspace_id = ? and account is not null')
    .pluck()
    .all(workspaceId) as string[]
  return new Set(rows.map((account) => account.toLowerCase()))
}
