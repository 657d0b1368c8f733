import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'

/** Returns the accounts a client sends from, according to its mails; an answer is never addressed to one of them. */
export function ownMailboxes(db: Database, workspaceId: WorkspaceId): ReadonlySet<string> {
  const rows = db
    .prepare('select distinct account from inbox_thread where workspace_id = ? and account is not null')
    .pluck()
    .all(workspaceId) as string[]
  return new Set(rows.map((account) => account.toLowerCase()))
}

/** Returns the accounts an answer can be sent from: not disconnected ones, but paused ones, which send no campaigns. */
export const sendableAccounts = (db: Database, workspaceId: WorkspaceId): readonly string[] =>
  db
    .prepare(
      `select email from mailbox where workspace_id = ? and gone_at is null and coalesce(status, 1) > 0 order by email`,
    )
    .pluck()
    .all(workspaceId) as string[]

/** Whether the client has this account, according to its mails or its accounts as last read. */
export const isClientAccount = (db: Database, workspaceId: WorkspaceId, account: string): boolean =>
  ownMailboxes(db, workspaceId).has(account) ||
  db
    .prepare('select 1 from mailbox where workspace_id = ? and email = ? and gone_at is null')
    .get(workspaceId, account) !== undefined
