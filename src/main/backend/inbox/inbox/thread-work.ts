/** What the operator does with threads: here at once, and at Instantly where it is known there. */
import type { Database } from 'better-sqlite3'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { ownLabels } from '#shared/domain/events/lead-label.ts'
import { isStopLabel } from '#shared/domain/inbox/replies/stop-label.ts'
import { AppError } from '#shared/errors.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker } from '../../core/instantly/types.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import { createCorrections } from './corrections.ts'
import type { Intake } from './intake.ts'
import { answerOnItsWay } from './send-store.ts'

type Marked = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly remoteId: string | null
  readonly leadEmail: string | null
  readonly campaignId: string | null
  readonly optOutEntryId: OptOutId | null
}

const statementsOf = (raw: Database) => ({
  find: raw.prepare<[number], Marked>(
    `select id, workspace_id as workspaceId, remote_id as remoteId, lead_email as leadEmail, campaign_id as campaignId,
       opt_out_entry_id as optOutEntryId from inbox_thread where id = ?`,
  ),
  setRead: raw.prepare('update inbox_message set unread = 0 where thread_id = ? and unread = 1'),
  lastReceived: raw.prepare<[number], { id: number; remoteId: string | null }>(
    `select id, remote_id as remoteId from inbox_message where thread_id = ? and direction <> 'sent'
     order by at desc, id desc limit 1`,
  ),
  newestMessage: raw
    .prepare<[number], number>('select id from inbox_message where thread_id = ? order by at desc, id desc limit 1')
    .pluck(),
  /** A follow-up waits for an answer that is on its way: written before its day came, that is not the follow-up. */
  due: raw
    .prepare<[number], number>(
      `select id from inbox_thread t where snoozed_until is not null and snoozed_until <= ?
         and (follow_up_of is null or not exists (select 1 from inbox_send where thread_id = t.id and ${answerOnItsWay}))
       limit 500`,
    )
    .pluck(),
  /** From now on a mail of ours ends it too: it is the follow-up. */
  cameDue: raw.prepare('update inbox_thread set follow_up_of = ? where id = ? and follow_up_of is not null'),
  planned: raw.prepare(
    'update inbox_thread set follow_up_of = ?, follow_up_text = ?, snoozed_until = ?, archived_at = null where id = ?',
  ),
  newestText: raw
    .prepare<[number], string>(
      `select text from inbox_message where thread_id = ? and direction <> 'sent' order by at desc, id desc limit 1`,
    )
    .pluck(),
  labelName: raw
    .prepare<[number, number], string>('select name from inbox_label where workspace_id = ? and value = ?')
    .pluck(),
  before: raw.prepare<[number], { was: ReplySort | null; messageId: number | null }>(
    'select sorted as was, sorted_message_id as messageId from inbox_thread where id = ?',
  ),
  /** Not where it is asked whether they opted out: that is another question. */
  confirmed: raw.prepare<[number], { was: ReplySort; messageId: number | null }>(
    `select sorted as was, sorted_message_id as messageId from inbox_thread t where id = ? and sorted is not null
       and sorted_fixed = 0 and not exists (select 1 from opt_out o where o.id = t.opt_out_entry_id and o.state = 'asked')`,
  ),
  setConfirmed: raw.prepare('update inbox_thread set sorted_fixed = 1, sorted_model = null where id = ?'),
  setUnread: raw.prepare('update inbox_message set unread = 1 where id = ?'),
})

/** `labelled` hears of a label in the transaction that keeps it. */
export function createThreadWork(deps: Deps, intake: Intake, labelled: (threadId: number) => void) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('inbox')
  const waiting = new Set<Promise<void>>()
  const abort = new AbortController()
  const sql = statementsOf(raw)
  const optOuts = createOptOuts(store)
  const corrections = createCorrections(raw)

  const asker = (workspaceId: WorkspaceId, priority: Asker['priority'] = 'click'): Asker => ({
    workspaceId,
    priority,
    askedBy: 'inbox',
    signal: abort.signal,
  })

  function thread(id: number): Marked {
    const found = sql.find.get(id)
    if (!found) throw new AppError('NOT_FOUND', { what: 'thread' })
    return found
  }

  /** Changes several threads and makes their facts anew, in one step. */
  function change(ids: readonly number[], what: string, value: unknown): void {
    const set = raw.prepare(`update inbox_thread set ${what} where id = ?`)
    raw.transaction(() => {
      for (const id of ids) {
        set.run(value, id)
        intake.facts.refresh(id)
      }
    })()
  }

  /** In the background: what is read stays read here, whether Instantly hears of it or not. */
  function tell(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        log.info('read mark not told', { code: error instanceof AppError ? error.code : 'INTERNAL' })
      })
      .finally(() => waiting.delete(done))
    waiting.add(done)
  }

  /** Who gives the label a reply suggests says with it that the category is right. */
  function confirmBy(id: number, interest: number | null): void {
    const found = sql.confirmed.get(id)
    if (!found || !ownLabels.some(({ value, suggestedBy }) => value === interest && suggestedBy === found.was)) return
    const { was, messageId } = found
    sql.setConfirmed.run(id)
    if (messageId === null) return
    const { workspaceId } = thread(id)
    corrections.record({ messageId, workspaceId, threadId: id, label: was, was, at: clock.now() })
    intake.judgeAgain(workspaceId, [was])
  }

  return {
    thread,
    markRead(ids: readonly number[], read: boolean): void {
      for (const id of ids) {
        const { workspaceId, remoteId } = thread(id)
        const message = sql.lastReceived.get(id)
        const changed = raw.transaction(() => {
          const { changes } = read ? sql.setRead.run(id) : sql.setUnread.run(message?.id ?? 0)
          intake.facts.refresh(id)
          return changes > 0
        })()
        if (!changed) continue
        if (read && remoteId !== null) tell(instantly.markThreadRead(asker(workspaceId), remoteId))
        if (!read && message?.remoteId) tell(instantly.markEmailUnread(asker(workspaceId), message.remoteId))
      }
    },
    // Never before the newest message: in a demo whose time was moved on that lies ahead of the clock.
    archive: (ids: readonly number[], archived: boolean): void =>
      change(
        ids,
        'archived_at = max(?, last_at), snoozed_until = null, follow_up_of = null',
        archived ? clock.now() : null,
      ),
    snooze: (ids: readonly number[], until: number | null): void =>
      change(ids, 'snoozed_until = ?, archived_at = null', until),
    /** Brings the conversation back on that day as one to follow up; null takes the plan back. */
    planFollowUp(id: number, until: number | null, text: string): void {
      const newest = sql.newestMessage.get(id) ?? null
      raw.transaction(() => {
        sql.planned.run(until === null ? null : newest, until === null ? null : text, until, id)
        intake.facts.refresh(id)
      })()
    },
    assign: (ids: readonly number[], to: string | null): void => change(ids, 'assigned_to = ?', to || null),
    /** Snoozed threads whose time has come are back. */
    wakeDue(): boolean {
      const due = sql.due.all(clock.now())
      raw.transaction(() => {
        for (const id of due) sql.cameDue.run(sql.newestMessage.get(id) ?? null, id)
        if (due.length > 0) change(due, 'snoozed_until = ?', null)
      })()
      return due.length > 0
    },
    /** To Instantly first: a label it does not have is not shown here either. */
    async label(id: number, interest: number | null): Promise<void> {
      const { workspaceId, leadEmail, campaignId } = thread(id)
      if (leadEmail === null) throw new AppError('NOT_FOUND', { what: 'lead' })
      const write = () => instantly.setInterest(asker(workspaceId), { leadEmail, interest, campaignId })
      try {
        await write()
      } catch (error) {
        // Setting it again changes nothing more, so an answer that got lost is no reason to give up.
        if (!(error instanceof AppError) || error.code !== 'OUTCOME_UNKNOWN') throw error
        await write()
      }
      raw.transaction(() => {
        const now = clock.now() + instantly.clockAheadMs(workspaceId)
        intake.takeLabels(workspaceId, [
          {
            place: { campaignId: campaignId ?? '', email: leadEmail },
            claim: { value: interest, source: 'here', since: now, asOf: now },
          },
        ])
        const name = interest === null ? undefined : sql.labelName.get(workspaceId, interest)
        if (name !== undefined && isStopLabel(name)) {
          const at = clock.now()
          optOuts.record({ workspaceId, value: leadEmail, at, source: 'label', words: name, threadId: id })
        }
        confirmBy(id, interest)
        labelled(id)
      })()
    },
    /** What the operator says of a thread's newest reply; replies like it lean that way from then on. */
    correct(id: number, sorted: ReplySort): void {
      const { workspaceId, leadEmail, optOutEntryId } = thread(id)
      raw.transaction(() => {
        const { was, messageId } = sql.before.get(id) ?? {}
        let entry = optOutEntryId
        if (sorted === 'unsubscribe' && leadEmail) {
          entry = optOuts.record({
            workspaceId,
            value: leadEmail,
            at: clock.now(),
            source: 'hand',
            words: sql.newestText.get(id) ?? null,
            threadId: id,
          })
        } else if (entry !== null) {
          optOuts.undo([entry], true, clock.now())
          entry = null
        }
        raw
          .prepare(
            `update inbox_thread set sorted = ?, sorted_fixed = 1, sorted_model = null, model_wish = 0,
               opt_out_entry_id = ?,
               return_date = case when ? = 'out_of_office' then return_date end where id = ?`,
          )
          .run(sorted, entry, sorted, id)
        if (!automatic.has(sorted)) {
          raw
            .prepare(`update inbox_message set direction = 'received' where thread_id = ? and direction = 'automatic'`)
            .run(id)
        }
        if (was && messageId) {
          corrections.record({ messageId, workspaceId, threadId: id, label: sorted, was, at: clock.now() })
          intake.judgeAgain(workspaceId, [sorted, was])
        }
        intake.facts.refresh(id)
      })()
    },
    /** Reads the whole thread from Instantly where mails came since it was last read so. */
    async readThrough(id: number, priority: Asker['priority'] = 'click'): Promise<boolean> {
      const { workspaceId, remoteId } = thread(id)
      const at = raw
        .prepare('select last_at as lastAt, read_through_at as readAt from inbox_thread where id = ?')
        .get(id) as { lastAt: number; readAt: number | null }
      if (remoteId === null || (at.readAt !== null && at.readAt >= at.lastAt)) return false
      const seen = new Set<string>()
      for (let cursor: string | null = null; ; ) {
        const page = await instantly.emailPage(
          asker(workspaceId, priority),
          { search: `thread:${remoteId}`, order: 'asc' },
          cursor,
        )
        intake.takeEmails(workspaceId, page.items)
        if (page.items.length === 0 || page.next === null || seen.has(page.next)) break
        seen.add(page.next)
        cursor = page.next
      }
      raw.prepare('update inbox_thread set read_through_at = ? where id = ?').run(clock.now(), id)
      deps.changed('inbox')
      return true
    },
    async stop(): Promise<void> {
      // What was read is told while there is time for it.
      await Promise.race([Promise.allSettled(waiting), clock.sleep(1_500).catch(() => undefined)])
      abort.abort()
      await Promise.allSettled(waiting)
    },
  }
}

const automatic: ReadonlySet<string> = new Set(['out_of_office', 'auto_reply', 'bounce'])
