/** How far the first reading of clients' mails is: until it has ended nobody knows how many wait for an answer. */
import type { MailsRead } from '#shared/contract/inbox/inbox.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'

/** `mayRead`: clients whose key may read mails. A demo knows its replies by events before it has read what was answered. */
export function createFirstReading({ raw }: Pick<Store, 'raw'>, mayRead: () => readonly WorkspaceId[]) {
  // People who replied, by their campaigns' totals: about as many conversations as there will be.
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
