/** Stores mails, each one once, whichever way it arrives and whichever copy comes first. */
import type { Database } from 'better-sqlite3'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { limitText } from '#shared/domain/inbox/html-text.ts'
import { automaticLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import { createMailThreads, type IngestResult } from './mail-threads.ts'
import {
  accountOf,
  clientSearchTerm,
  type Direction,
  directionOf,
  type HookReply,
  idsPerMs,
  lateMs,
  leadAddressOf,
  otherTimesOf,
  type ReadEmail,
  sameHookMs,
  sameMailMs,
  subjectOf,
  valuesOf,
} from './mail-values.ts'
import { comparableText, createSameMailSearch, type LeadRow, leadRowColumns, type Row } from './same-mail.ts'

const automaticSorts = automaticLabels.map((label) => `'${label}'`).join(', ')

const statementsOf = (raw: Database) => ({
  byRemote: raw.prepare<[number, string], LeadRow>(
    `select ${leadRowColumns} from inbox_message where workspace_id = ? and remote_id = ?`,
  ),
  /** After an account was reconnected, Instantly may list an email again under another id, of the same time. */
  copyOf: raw
    .prepare<object, number>(
      `select id from inbox_message where workspace_id = @workspaceId and lead_email is @leadEmail
         and at >= @at - ${sameMailMs} and (at = @at or own_at = @at) and complete = 1
         and direction in (@direction, 'automatic') and manual = @manual and from_address = @fromAddress
         and to_list = @toList and account is @account and coalesce(@campaignId, campaign_id) is coalesce(campaign_id, @campaignId)
         and subject = @subject
         and text = @text limit 1`,
    )
    .pluck(),
  copyTold: raw.prepare<object>(
    `select 1 from inbox_message where workspace_id = @workspaceId and lead_email = @lead
       and at >= @at - ${sameMailMs} and (at = @at or own_at = @at) and complete = 1
       and direction <> 'sent' and account is @account and campaign_id is @campaignId and text = @text`,
  ),
  newestOf: raw.prepare<[number], number | null>('select max(at) from inbox_message where thread_id = ?').pluck(),
  isPastRead: raw
    .prepare<[number]>(`select 1 from inbox_cursor where workspace_id = ? and stream = 'received' and back_done = 1`)
    .pluck(),
  lastId: raw
    .prepare<[number, number], number | null>('select max(id) from inbox_message where id >= ? and id < ?')
    .pluck(),
  insert: raw.prepare(
    `insert into inbox_message (id, workspace_id, thread_id, remote_id, direction, manual, at, from_address, from_name,
       to_list, cc_list, reply_to, subject, text, html, account, campaign_id, step, lead_email, unread, remote_unread,
       attachments, complete, hook_key, scope, own_at, got_at, leadless)
     values (@id, @workspaceId, @threadId, @remoteId, @direction, @manual, @at, @fromAddress, @fromName, @toList, @ccList,
       @replyTo, @subject, @text, @html, @account, @campaignId, @step, @leadEmail, @unread, @remoteUnread, @attachments,
       @complete, @hookKey, @scope, @ownAt, @gotAt, @leadless)`,
  ),
  complete: raw.prepare(
    // If the operator said that it is no automatic reply, that is kept.
    `update inbox_message set remote_id = @remoteId, thread_id = @threadId, manual = @manual,
       direction = case when direction = 'received' and @direction = 'automatic' and (
         exists (select 1 from inbox_thread t where t.id = inbox_message.thread_id
           and t.sorted_message_id = inbox_message.id and t.sorted_fixed = 1)
         or exists (select 1 from inbox_correction c where c.message_id = inbox_message.id
           and c.label not in (${automaticSorts}))) then direction else @direction end,
       from_address = @fromAddress, from_name = @fromName, to_list = @toList, cc_list = @ccList, reply_to = @replyTo,
       subject = @subject, text = @text, html = @html, account = @account,
       campaign_id = coalesce(@campaignId, campaign_id), step = @step,
       lead_email = @leadEmail, attachments = @attachments, remote_unread = @remoteUnread,
       unread = case @direction when 'sent' then 0 else unread end,
       own_at = case when complete = 1 then own_at else @ownAt end,
       got_at = case when complete = 1 then got_at else @gotAt end, complete = 1 where id = @id`,
  ),
  setUnread: raw.prepare('update inbox_message set unread = ?, remote_unread = ? where id = ?'),
  setRemoteId: raw.prepare('update inbox_message set remote_id = ? where id = ?'),
  setHookKey: raw.prepare('update inbox_message set hook_key = ? where id = ?'),
  hookKnown: raw.prepare('select 1 from inbox_message where workspace_id = ? and hook_key = ?').pluck(),
  moveAnswers: raw.prepare(`update inbox_send set thread_id = ? where message_id = ? and state <> 'draft'`),
})

export function createMessageStore(db: Database) {
  const sql = statementsOf(db)
  const threads = createMailThreads(db)
  const { findWebhookCopy, findOfAnyLead, findLeadless, findNearestSame } = createSameMailSearch(db)

  function newId(at: number): number {
    for (let first = Math.max(0, at) * idsPerMs; ; first += idsPerMs) {
      const last = sql.lastId.get(first, first + idsPerMs) ?? null
      const id = last === null ? first : last + 1
      if (id < first + idsPerMs) return id
    }
  }

  /** A reply from another address, which names no lead, is the lead's in whose conversation it is. */
  function withLead(workspaceId: WorkspaceId, email: RemoteEmail): RemoteEmail {
    if (email.lead !== null || email.threadId === null || directionOf(email) === 'sent') return email
    const thread = threads.threadByRemote(workspaceId, email.threadId)
    return { ...email, lead: thread === undefined ? null : threads.leadOf(thread) }
  }

  function takeEmail(workspaceId: WorkspaceId, listed: ReadEmail, taken: IngestResult): number | null {
    const direction = directionOf(listed.email)
    if (direction === null) return null
    const known = sql.byRemote.get(workspaceId, listed.email.id)
    const own = { ...listed, email: withLead(workspaceId, listed.email) }
    const ownValues = valuesOf(workspaceId, own, direction)
    const stored =
      known ??
      (direction === 'sent'
        ? undefined
        : (findWebhookCopy(workspaceId, own) ?? findOfAnyLead(workspaceId, own, ownValues)))
    // A webhook names the lead of a reply that was written from another address.
    const lead = own.email.lead ?? (direction === 'sent' ? null : (stored?.leadEmail ?? null))
    const read = { ...own, email: { ...own.email, lead } }
    const { email } = read
    const values = { ...ownValues, leadEmail: leadAddressOf(email), threadId: 0 }
    const copied = stored ? undefined : sql.copyOf.get(values)
    if (copied !== undefined) {
      taken.copies.add(email.id)
      return copied
    }
    const found = known?.complete === 1 ? known.threadId : threads.threadOf(workspaceId, read, stored)
    const threadId = read.thread === undefined ? found : threads.joinIntoWebhookThread(read.thread, found, taken)
    if (lead !== null && (lead !== email.from || (listed.email.lead !== null && threads.isLeadGuessed(threadId))))
      threads.nameLead(threadId, lead, taken)
    if (email.interest !== null && direction !== 'sent')
      threads.recordShownLabel(threadId, email, email.interest, taken)
    if (stored) {
      // Read before without its kind, for example in its whole conversation.
      const isNowByHand = values.manual > stored.manual
      if (stored.complete === 0 || isNowByHand || (known && !isSameContent(stored, values))) {
        sql.complete.run({
          ...values,
          id: stored.id,
          threadId,
          ...otherTimesOf(email, stored.at),
        })
        // A webhook does not say who wrote it; an opt-out applies to the writer too.
        const isOtherWriter = stored.complete === 0 && values.fromAddress !== threads.leadOf(stored.threadId)
        if (direction !== 'sent' && (isOtherWriter || stored.text !== values.text)) taken.reworded.push(stored.id)
        taken.threads.add(threadId)
        if (isNowByHand) taken.regrouped.add(threadId)
        if (stored.threadId !== threadId) {
          sql.moveAnswers.run(threadId, stored.id)
          threads.leaveThread(stored.threadId, threadId, taken)
        }
      }
      // Only a change at Instantly counts, so that a mail the operator has read here meanwhile stays read.
      if (values.remoteUnread !== null && values.remoteUnread !== stored.remoteUnread) {
        const unread = stored.remoteUnread === null && stored.complete === 0 ? stored.unread : values.remoteUnread
        sql.setUnread.run(unread, values.remoteUnread, stored.id)
        taken.threads.add(threadId)
      }
      return stored.id
    }
    const at = arrivalOf(workspaceId, read.email, direction, threadId)
    const id = newId(at)
    sql.insert.run({
      ...values,
      id,
      at,
      threadId,
      unread: direction === 'sent' ? 0 : (values.remoteUnread ?? 1),
      complete: 1,
      hookKey: null,
      ...otherTimesOf(email, at),
      leadless: listed.email.lead === null && direction !== 'sent' && values.leadEmail === values.fromAddress ? 1 : 0,
    })
    taken.threads.add(threadId)
    if (direction !== 'sent') taken.news.push({ threadId, messageId: id })
    return id
  }

  /**
   * Returns when a mail came. A reply that Instantly got only after something newer of the conversation counts from
   * then; otherwise it would seem answered, or done, before anybody could see it. While the past is read, the order in
   * which mails are found means nothing.
   */
  function arrivalOf(workspaceId: WorkspaceId, email: RemoteEmail, direction: Direction, threadId: number): number {
    const at = Date.parse(email.at)
    const newest = sql.newestOf.get(threadId) ?? null
    if (direction === 'sent' || newest === null || newest < at) return at
    const got = Date.parse(email.createdAt)
    return got > newest && sql.isPastRead.get(workspaceId) !== undefined ? got : at
  }

  function takeHook(workspaceId: WorkspaceId, hook: HookReply, taken: IngestResult): void {
    const lead = hook.leadEmail.trim().toLowerCase()
    const { at } = hook
    if (lead === '') return
    const text = limitText(hook.text || hook.snippet || '')
    const words = comparableText(text)
    const hookKey = hook.emailId === null ? `${lead} ${at} ${words.slice(0, 200)}` : null
    if (hookKey !== null && sql.hookKnown.get(workspaceId, hookKey)) return
    const named = hook.emailId === null ? undefined : sql.byRemote.get(workspaceId, hook.emailId)
    if (named) {
      if (named.leadless === 1 && named.leadEmail !== lead) threads.nameLead(named.threadId, lead, taken)
      return
    }
    const said = { lead, at, text }
    if (hook.emailId === null) {
      // The API's copy, or a webhook that named the mail, came first.
      const isUntold = (row: LeadRow) => row.hookKey === null && row.remoteId !== null
      const there =
        findNearestSame(workspaceId, { ...said, withinMs: sameMailMs }, isUntold) ??
        findNearestSame(
          workspaceId,
          { ...said, withinMs: lateMs },
          (row) => isUntold(row) && row.gotAt !== null && Math.abs(row.gotAt - at) <= sameMailMs,
        )
      const known = there ?? findLeadless(workspaceId, hook, text)
      if (known) {
        sql.setHookKey.run(hookKey, known.id)
        if (!there) threads.nameLead(known.threadId, lead, taken)
        return
      }
    } else {
      const unnamed = findNearestSame(workspaceId, { ...said, withinMs: sameHookMs }, (row) => row.remoteId === null)
      if (unnamed) {
        sql.setRemoteId.run(hook.emailId, unnamed.id)
        return
      }
      // An event made from an email has that email's time, so a copy is recognised as in `takeEmail`.
      if (
        sql.copyTold.get({
          workspaceId,
          lead,
          at,
          text,
          account: accountOf(hook.account),
          campaignId: hook.campaignId,
        }) !== undefined
      )
        return
    }
    const thread =
      (hook.threadId === null ? undefined : threads.threadByRemote(workspaceId, hook.threadId)) ??
      (hook.threadId === null ? threads.threadOfLead(workspaceId, lead, hook.campaignId) : undefined) ??
      threads.addThread(workspaceId, {
        remoteId: hook.threadId,
        lead,
        campaignId: hook.campaignId,
        account: hook.account,
      })
    const id = newId(at)
    sql.insert.run({
      id,
      workspaceId,
      threadId: thread,
      remoteId: hook.emailId,
      direction: hook.automatic ? 'automatic' : 'received',
      manual: 0,
      at,
      fromAddress: lead,
      fromName: '',
      toList: hook.account ?? '',
      ccList: '',
      replyTo: null,
      subject: subjectOf(hook.subject),
      text,
      html: hook.html?.slice(0, mailLimits.html) ?? null,
      account: accountOf(hook.account),
      campaignId: hook.campaignId,
      step: null,
      leadEmail: lead,
      unread: 1,
      remoteUnread: null,
      attachments: null,
      complete: 0,
      hookKey,
      ownAt: null,
      gotAt: null,
      leadless: 0,
      scope: clientSearchTerm(workspaceId),
    })
    taken.threads.add(thread)
    taken.news.push({ threadId: thread, messageId: id })
  }

  return {
    takeEmail,
    takeHook,
    /** Whether a thread of Instantly's exists as a conversation here. */
    hasThread: (workspaceId: WorkspaceId, remoteId: string): boolean =>
      threads.threadByRemote(workspaceId, remoteId) !== undefined,
    hasRemote: (workspaceId: WorkspaceId, remoteId: string): boolean =>
      sql.byRemote.get(workspaceId, remoteId) !== undefined,
  }
}

const isSameContent = (row: Row, values: { readonly text: string; readonly html: string | null }) =>
  row.text === values.text && row.html === values.html
