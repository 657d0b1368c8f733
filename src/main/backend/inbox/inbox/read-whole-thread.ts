import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import type { ActionThread } from './label-threads.ts'
import type { MailIngest } from './mail-ingest.ts'

type Parts = {
  readonly thread: (id: number) => ActionThread
  readonly requestContext: (workspaceId: WorkspaceId, priority?: RequestContext['priority']) => RequestContext
}

/** Creates a function that reads a whole thread from Instantly if mails have come since the last time. */
export function createWholeThreadReader(deps: Deps, mailIngest: MailIngest, { thread, requestContext }: Parts) {
  const { instantly, clock } = deps
  const { raw } = deps.store
  return async (id: number, priority: RequestContext['priority'] = 'click'): Promise<boolean> => {
    const { workspaceId, remoteId } = thread(id)
    const at = raw
      .prepare('select last_at as lastAt, read_through_at as readAt from inbox_thread where id = ?')
      .get(id) as { lastAt: number; readAt: number | null }
    if (remoteId === null || (at.readAt !== null && at.readAt >= at.lastAt)) return false
    const pages = createPageCursor()
    for (let cursor: string | null = null; ; ) {
      const page = await instantly.emailPage(
        requestContext(workspaceId, priority),
        { search: `thread:${remoteId}`, order: 'asc' },
        cursor,
      )
      mailIngest.ingestEmails(workspaceId, page.items)
      cursor = pages.after(page)
      if (cursor === null) break
    }
    raw.prepare('update inbox_thread set read_through_at = ? where id = ?').run(clock.now(), id)
    deps.changed('inbox')
    return true
  }
}
