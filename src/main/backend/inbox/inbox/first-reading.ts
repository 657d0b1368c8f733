/**
 * Reports the progress of the first reading of clients' mails. Until it has finished, the number of conversations to
 * answer is unknown.
 */
import type { MailsRead } from '#shared/contract/inbox/inbox.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'

/** Creates the progress report. `mayRead`: clients whose API key may read mails. */
export function createFirstReadingProgress({ raw }: Pick<Store, 'raw'>, mayRead: () => readonly WorkspaceId[]) {
  // The number of people who replied, from the campaigns' totals, is about the number of conversations to expect.
  const unread = raw.prepare<[object], { id: WorkspaceId; read: number; of: number }>(
    `select w.id, (select coalesce(sum(n.threads), 0) from inbox_count n where n.workspace_id = w.id) as read,
       (select coalesce(sum(c.replied_unique + c.automatic_unique), 0) from campaign c where c.workspace_id = w.id) as of
     from workspace w
     where w.archived_at is null and (w.demo is null or w.demo = 'ready')
       and (w.id = @workspaceId or (@workspaceId is null and ${allClientsSql('w.id')}))
       and (select count(*) from inbox_cursor c where c.workspace_id = w.id and c.back_done = 1) < 2`,
  )
  return (workspaceId: WorkspaceId | null): MailsRead => {
    const begun = unread.all({ workspaceId })
    if (begun.length === 0) return { known: true }
    const able = new Set(mayRead())
    const rows = begun.filter(({ id }) => able.has(id))
    if (rows.length === 0) return { known: true }
    const [read, of] = [rows.reduce((sum, row) => sum + row.read, 0), rows.reduce((sum, row) => sum + row.of, 0)]
    return { known: false, read, of: of === 0 ? null : Math.max(read, of) }
  }
}
