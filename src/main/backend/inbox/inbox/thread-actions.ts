/** Applies the operator's actions to threads: here at once, and at Instantly for threads it knows. */
import type { Database } from 'better-sqlite3'
import type { ReplacedByPlan } from '#shared/contract/inbox/inbox.ts'
import { requireFound, toWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps, Store } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import { type ActionThread, createThreadLabels } from './label-threads.ts'
import type { MailIngest } from './mail-ingest.ts'
import { answerOnItsWaySql } from './send-store.ts'

const statementsOf = (raw: Database) => ({
  find: raw.prepare<[number], ActionThread>(
    `select id, workspace_id as workspaceId, remote_id as remoteId, lead_email as leadEmail, campaign_id as campaignId,
       opt_out_entry_id as optOutEntryId from inbox_thread where id = ?`,
  ),
  unread: raw
    .prepare<[number], string>(
      'select remote_id from inbox_message where thread_id = ? and unread = 1 and remote_id is not null',
    )
    .pluck(),
  setRead: raw.prepare('update inbox_message set unread = 0 where thread_id = ? and unread = 1'),
  lastReceived: raw.prepare<[number], { id: number; remoteId: string | null }>(
    `select id, remote_id as remoteId from inbox_message where thread_id = ? and direction <> 'sent'
     order by at desc, id desc limit 1`,
  ),
  newestMessage: raw
    .prepare<[number], number>('select id from inbox_message where thread_id = ? order by at desc, id desc limit 1')
    .pluck(),
  /** A due follow-up waits for an answer being sent, as that was written before its day and is not the follow-up. */
  due: raw
    .prepare<[number], number>(
      `select id from inbox_thread t where snoozed_until is not null and snoozed_until <= ?
         and (follow_up_of is null or not exists (select 1 from inbox_send where thread_id = t.id and ${answerOnItsWaySql}))
       limit 500`,
    )
    .pluck(),
  /** From now on a mail of ours also ends the follow-up. */
  cameDue: raw.prepare('update inbox_thread set follow_up_of = ? where id = ? and follow_up_of is not null'),
  replacedByPlan: raw.prepare<[number], ReplacedByPlan>(
    'select snoozed_until as snoozedUntil, archived_at as archivedAt from inbox_thread where id = ?',
  ),
  planned: raw.prepare(
    'update inbox_thread set follow_up_of = ?, follow_up_text = ?, snoozed_until = ?, archived_at = null where id = ?',
  ),
  // A plan ended by a reply stays ended: the reply must be seen.
  unplanned: raw.prepare(
    `update inbox_thread set follow_up_of = null, follow_up_text = null, snoozed_until = @snoozedUntil,
       archived_at = @archivedAt where id = @id and follow_up_of is not null`,
  ),
  setUnread: raw.prepare('update inbox_message set unread = 1 where id = ?'),
})

const notReplaced: ReplacedByPlan = { snoozedUntil: null, archivedAt: null }

/** Creates the actions. `labelled` is called in the transaction that stores a label. */
function createFollowUps(raw: Store['raw'], sql: ReturnType<typeof statementsOf>, mailIngest: MailIngest) {
  return {
    /** Brings the conversation back on that day for a follow-up; returns what that replaces. */
    planFollowUp(id: number, until: number, text: string): ReplacedByPlan {
      const replaced = sql.replacedByPlan.get(id) ?? notReplaced
      raw.transaction(() => {
        sql.planned.run(sql.newestMessage.get(id) ?? null, text, until, id)
        mailIngest.facts.refresh(id)
      })()
      return replaced
    },
    cancelFollowUp(id: number, back: ReplacedByPlan = notReplaced): ReplacedByPlan {
      raw.transaction(() => {
        sql.unplanned.run({ id, ...back })
        mailIngest.facts.refresh(id)
      })()
      return back
    },
  }
}

export function createThreadActions(deps: Deps, mailIngest: MailIngest, labelled: (threadId: number) => void) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('inbox')
  const waiting = new Set<Promise<void>>()
  const abort = new AbortController()
  const sql = statementsOf(raw)

  const requestContext = (
    workspaceId: WorkspaceId,
    priority: RequestContext['priority'] = 'click',
  ): RequestContext => ({
    workspaceId,
    priority,
    requestedBy: 'inbox',
    signal: abort.signal,
  })

  function thread(id: number): ActionThread {
    return requireFound(sql.find.get(id), 'thread')
  }

  /** Changes several threads and refreshes their facts in one transaction. */
  function change(ids: readonly number[], what: string, value: unknown): void {
    const set = raw.prepare(`update inbox_thread set ${what} where id = ?`)
    raw.transaction(() => {
      for (const id of ids) {
        set.run(value, id)
        mailIngest.facts.refresh(id)
      }
    })()
  }

  /** Runs in the background; a thread stays read here even if Instantly cannot be informed. */
  function tell(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        log.info('read mark not told', { code: toWire(error).code })
      })
      .finally(() => waiting.delete(done))
    waiting.add(done)
  }

  return {
    ...createThreadLabels(deps, mailIngest, { thread, requestContext, labelled }),
    thread,
    markRead(ids: readonly number[], read: boolean): void {
      for (const id of ids) {
        const { workspaceId, remoteId } = thread(id)
        const message = sql.lastReceived.get(id)
        // A conversation without an id at Instantly, or known only from webhooks so far, is marked mail by mail.
        const unread = read && remoteId === null ? sql.unread.all(id) : []
        const changed = raw.transaction(() => {
          const { changes } = read ? sql.setRead.run(id) : sql.setUnread.run(message?.id ?? 0)
          mailIngest.facts.refresh(id)
          return changes > 0
        })()
        if (!changed) continue
        const by = requestContext(workspaceId)
        if (read && remoteId !== null) tell(instantly.markThreadRead(by, remoteId))
        for (const mail of unread) tell(instantly.markEmail(by, mail, 'read'))
        if (!read && message?.remoteId) tell(instantly.markEmail(by, message.remoteId, 'unread'))
      }
    },
    // Archived as of the newest message here, so that a newer one that Instantly already has brings the thread back
    // when it is read.
    archive: (ids: readonly number[], archived: boolean): void =>
      change(
        ids,
        'archived_at = case when ? then last_at end, snoozed_until = null, follow_up_of = null',
        archived ? 1 : 0,
      ),
    snooze: (ids: readonly number[], until: number | null): void =>
      change(ids, 'snoozed_until = ?, archived_at = null', until),
    ...createFollowUps(raw, sql, mailIngest),
    assign: (ids: readonly number[], to: string | null): void => change(ids, 'assigned_to = ?', to || null),
    /** Brings back snoozed threads whose time has come. */
    wakeDue(): boolean {
      const due = sql.due.all(clock.now())
      raw.transaction(() => {
        for (const id of due) sql.cameDue.run(sql.newestMessage.get(id) ?? null, id)
        if (due.length > 0) change(due, 'snoozed_until = ?', null)
      })()
      return due.length > 0
    },
    readThrough: createWholeThreadReader(deps, mailIngest, { thread, requestContext }),
    async stop(): Promise<void> {
      // Allows some time for read marks to reach Instantly.
      await Promise.race([Promise.allSettled(waiting), clock.sleep(1_500).catch(() => undefined)])
      abort.abort()
      await Promise.allSettled(waiting)
    },
  }
}

type Parts = {
  readonly thread: (id: number) => ActionThread
  readonly requestContext: (workspaceId: WorkspaceId, priority?: RequestContext['priority']) => RequestContext
}

/** Creates a function that reads a whole thread from Instantly if mails have come since the last time. */
function createWholeThreadReader(deps: Deps, mailIngest: MailIngest, { thread, requestContext }: Parts) {
  const { instantly } = deps
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
    // By the time of the newest mail, as this computer's clock may be ahead of Instantly's.
    raw.prepare('update inbox_thread set read_through_at = last_at where id = ?').run(id)
    deps.changed('inbox')
    return true
  }
}
