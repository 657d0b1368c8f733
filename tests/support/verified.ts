import path from 'node:path'
import Database from 'better-sqlite3'
import type { ListId, WorkspaceId } from '#shared/ids.ts'

/** Writes Instantly's verification results straight into the store, as a verification would have left them. */
export function putVerified(
  dir: string,
  of: { readonly workspaceId: WorkspaceId; readonly listId: ListId; readonly emails: readonly string[] },
  verdict: 'verified' | 'risky' = 'verified',
): void {
  const db = new Database(path.join(dir, 'sendoff.db'))
  try {
    db.transaction(() => {
      const at = new Date().toISOString()
      const run = db
        .prepare(
          `insert into verification_run (workspace_id, list_id, state, started_at, finished_at) values (?, ?, 'done', ?, ?)`,
        )
        .run(of.workspaceId, of.listId, at, at).lastInsertRowid
      const put = db.prepare(
        `insert into email_check (workspace_id, email, run_id, state, verdict, checked_at, applied)
         values (?, ?, ?, 'done', ?, ?, 1) on conflict do update set verdict = excluded.verdict`,
      )
      for (const email of of.emails) put.run(of.workspaceId, email, run, verdict, at)
    })()
  } finally {
    db.close()
  }
}
