/** Stores mails, each one once, whichever way it arrives and whichever copy comes first. */
import type { Database } from 'better-sqlite3'
import { dayMs } from '#shared/domain/core/days.ts'
import { withoutDirectionMarks } from '#shared/domain/core/direction-marks.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { longestAddress, parseRecipients } from '#shared/domain/inbox/addresses.ts'
import { comparableWords, htmlToText, limitText } from '#shared/domain/inbox/html-text.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import { automaticLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import type { LabelPlace } from '../../events/lead-labels/lead-labels.ts'
import { createJoinedThreads } from './joined-threads.ts'

/** A reply reported by a webhook: text only, and often without the mail's id. */
export type HookReply = {
  /** Epoch ms. */
  readonly at: number
  readonly leadEmail: string
  readonly emailId: string | null
  readonly threadId: string | null
  /** Text, already extracted from the HTML so that no HTML is parsed in the transaction that takes the events. */
  readonly text: string | null
  readonly html: string | null
  readonly subject: string | null
  readonly snippet: string | null
  readonly account: string | null
  readonly campaignId: string | null
  readonly automatic: boolean
}

/** Result of storing a batch of mails: changed threads and replies that were not known before. */
export type IngestResult = {
  readonly threads: Set<number>
  /** Threads into or out of which mails were moved; their newest reply may have changed. */
  readonly regrouped: Set<number>
  readonly news: { threadId: number; readonly messageId: number }[]
  /** Known replies whose text changed, as a webhook reports only the beginning. */
  readonly reworded: number[]
  /** Labels that mails from the API show for the first time; `first`: no earlier mail of the conversation did. */
  readonly labels: (LabelPlace & { readonly value: number; readonly at: number; readonly first: boolean })[]
  /** Instantly's ids of emails that are stored already under another id. */
  readonly copies: Set<string>
}

/** A mail from the API and its text; `thread`: the conversation it was written in, if it was written here. */
export type ReadEmail = { readonly email: RemoteEmail; readonly words: string; readonly thread?: number }

export const newIngestResult = (): IngestResult => ({
  threads: new Set(),
  regrouped: new Set(),
  news: [],
  reworded: [],
  labels: [],
  copies: new Set(),
})

type Row = {
  readonly id: number
  readonly threadId: number
  readonly text: string
  readonly html: string | null
  readonly unread: 0 | 1
  readonly remoteUnread: 0 | 1 | null
  readonly complete: 0 | 1
  readonly manual: 0 | 1
}
type LeadRow = Row & {
  readonly at: number
  readonly remoteId: string | null
  readonly hookKey: string | null
  readonly leadEmail: string | null
  readonly gotAt: number | null
  readonly leadless: 0 | 1
}
type Direction = 'sent' | 'received' | 'automatic'

/** A webhook's reply and a mail from the API are the same if lead and text match and they are this close. */
const sameMailMs = 6 * 60 * 60_000
/** Smaller limit for two webhooks, because somebody may write the same short answer twice. */
const sameHookMs = 10 * 60_000
/** A text of this length is hardly written twice. */
const longTextLength = 24
/** How much later Instantly may get an email, for example of an account that was disconnected. */
const lateMs = 30 * dayMs
/** Within this time, a matching beginning is enough, however short. */
const closeMs = 2 * 60_000
const automaticSorts = automaticLabels.map((label) => `'${label}'`).join(', ')
/** Message ids consist of the mail's time in milliseconds and a counter of this range. */
export const idsPerMs = 1_024

const leadRowColumns = `id, thread_id as threadId, text, html, unread, remote_unread as remoteUnread, complete, manual, at,
       remote_id as remoteId, hook_key as hookKey, lead_email as leadEmail,
       got_at as gotAt, leadless`

/** Returns the times of an email that counts from `at` and differ from it. */
function otherTimesOf({ at: own, createdAt }: RemoteEmail, at: number) {
  const ownAt = Date.parse(own)
  const gotAt = Date.parse(createdAt)
  return { ownAt: ownAt === at ? null : ownAt, gotAt: gotAt - at > sameMailMs ? gotAt : null }
}

const statementsOf = (raw: Database) => ({
  byRemote: raw.prepare<[number, string], LeadRow>(
    `select ${leadRowColumns} from inbox_message where workspace_id = ? and remote_id = ?`,
  ),
  ofLead: raw.prepare<[number, string, number, number], LeadRow>(
    `select ${leadRowColumns} from inbox_message where workspace_id = ? and lead_email = ? and at between ? and ?
       and direction <> 'sent'`,
  ),
  /** After an account was reconnected, Instantly may list an email again under another id, of the same time. */
  copyOf: raw
    .prepare<object, number>(
      `select id from inbox_message where workspace_id = @workspaceId and lead_email is @leadEmail
         and at >= @at - ${sameMailMs} and (at = @at or own_at = @at) and complete = 1
         and direction in (@direction, 'automatic') and manual = @manual and from_address = @fromAddress
         and to_list = @toList and account is @account and campaign_id is @campaignId and subject = @subject
         and text = @text limit 1`,
    )
    .pluck(),
  copyTold: raw.prepare<object>(
    `select 1 from inbox_message where workspace_id = @workspaceId and lead_email = @lead
       and at >= @at - ${sameMailMs} and (at = @at or own_at = @at) and complete = 1
       and direction <> 'sent' and account is @account and campaign_id is @campaignId and text = @text`,
  ),
  /** Webhooks' replies that no listed email has completed, and that an email naming no lead may be. */
  unnamedNear: raw.prepare<object, LeadRow>(
    `select ${leadRowColumns} from inbox_message where id between @from and @to and workspace_id = @workspaceId
       and direction <> 'sent' and remote_id is null and account is @account and subject in (@subject, '')`,
  ),
  /** Emails that name no lead and were written from another address, and that a webhook may report. */
  leadlessNear: raw.prepare<object, LeadRow>(
    `select ${leadRowColumns} from inbox_message where id between @from and @to and workspace_id = @workspaceId
       and direction <> 'sent' and lead_email = from_address and leadless = 1 and account is @account
       and @subject in (subject, '')`,
  ),
  newestOf: raw.prepare<[number], number | null>('select max(at) from inbox_message where thread_id = ?').pluck(),
  isPastRead: raw
    .prepare<[number]>(`select 1 from inbox_cursor where workspace_id = ? and stream = 'received' and back_done = 1`)
    .pluck(),
  leadOf: raw.prepare<[number], string | null>('select lead_email from inbox_thread where id = ?').pluck(),
  /** Whether the lead is only the sender of replies that name none. */
  isLeadGuessed: raw
    .prepare<[number]>(
      `select 1 from inbox_thread t where id = ? and not exists (select 1 from inbox_message m where m.thread_id = t.id
         and m.lead_email = t.lead_email and m.leadless = 0)`,
    )
    .pluck(),
  /** Only a sender's address that was taken for the lead's is replaced. */
  nameLead: raw.prepare(
    `update inbox_thread set lead_email = @lead where id = @threadId and (lead_email is null or not exists (
       select 1 from inbox_message m where m.thread_id = @threadId and m.lead_email = @known and m.from_address <> @known))`,
  ),
  nameLeadOfMessages: raw.prepare(
    'update inbox_message set lead_email = @lead where thread_id = @threadId and lead_email = @known',
  ),
  optedOut: raw
    .prepare<[number], number>(
      `select m.id from inbox_message m join inbox_thread t on t.id = m.thread_id join opt_out o on o.id = t.opt_out_entry_id
        where t.id = ? and m.direction <> 'sent' and o.state <> 'undone'`,
    )
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
       subject = @subject, text = @text, html = @html, account = @account, campaign_id = @campaignId, step = @step,
       lead_email = @leadEmail, attachments = @attachments, remote_unread = @remoteUnread,
       unread = case @direction when 'sent' then 0 else unread end,
       own_at = case when complete = 1 then own_at else @ownAt end,
       got_at = case when complete = 1 then got_at else @gotAt end, complete = 1 where id = @id`,
  ),
  setUnread: raw.prepare('update inbox_message set unread = ?, remote_unread = ? where id = ?'),
  setRemoteId: raw.prepare('update inbox_message set remote_id = ? where id = ?'),
  setHookKey: raw.prepare('update inbox_message set hook_key = ? where id = ?'),
  hookKnown: raw.prepare('select 1 from inbox_message where workspace_id = ? and hook_key = ?').pluck(),
  threadByRemote: raw
    .prepare<[number, string], number>('select id from inbox_thread where workspace_id = ? and remote_id = ?')
    .pluck(),
  claimThread: raw.prepare('update inbox_thread set remote_id = ? where id = ? and remote_id is null'),
  threadOfLead: raw
    .prepare<[number, string, string | null, string | null], number>(
      `select id from inbox_thread where workspace_id = ? and lead_email = ?
         and (campaign_id is ? or campaign_id is null or ? is null) order by last_at desc limit 1`,
    )
    .pluck(),
  makeThread: raw.prepare(
    `insert into inbox_thread (workspace_id, remote_id, lead_email, campaign_id, account, subject, snippet, last_at,
       their_turn, box) values (?, ?, ?, ?, ?, '', '', 0, 0, 'waiting')`,
  ),
  isEmpty: raw.prepare('select 1 where not exists (select 1 from inbox_message where thread_id = ?)').pluck(),
  remoteOfThread: raw.prepare<[number], string | null>('select remote_id from inbox_thread where id = ?').pluck(),
  moveAnswers: raw.prepare(`update inbox_send set thread_id = ? where message_id = ? and state <> 'draft'`),
  releaseThread: raw.prepare('update inbox_thread set remote_id = null where id = ?'),
  shownLabel: raw.prepare<[number], { value: number | null; campaignId: string | null }>(
    'select remote_interest as value, campaign_id as campaignId from inbox_thread where id = ?',
  ),
  setShownLabel: raw.prepare('update inbox_thread set remote_interest = ? where id = ?'),
})

export function createMessageStore(db: Database) {
  const sql = statementsOf(db)
  const joined = createJoinedThreads(db)

  function newId(at: number): number {
    for (let first = Math.max(0, at) * idsPerMs; ; first += idsPerMs) {
      const last = sql.lastId.get(first, first + idsPerMs) ?? null
      const id = last === null ? first : last + 1
      if (id < first + idsPerMs) return id
    }
  }

  const addThread = (
    workspaceId: WorkspaceId,
    of: {
      readonly remoteId: string | null
      readonly lead: string | null
      readonly campaignId: string | null
      readonly account: string | null
    },
  ) => Number(sql.makeThread.run(workspaceId, of.remoteId, of.lead, of.campaignId, of.account).lastInsertRowid)

  /**
   * Returns the thread of a mail from the API. A thread known only from webhooks becomes that thread if it contains the
   * same mail, or if the mail was written in it.
   */
  function threadOf(workspaceId: WorkspaceId, { email, thread }: ReadEmail, stored: Row | undefined): number {
    const { threadId: remoteId, campaignId, account } = email
    const lead = leadAddressOf(email)
    const known = remoteId === null ? undefined : sql.threadByRemote.get(workspaceId, remoteId)
    if (known !== undefined) return known
    if (thread !== undefined && (remoteId === null || sql.claimThread.run(remoteId, thread).changes > 0)) return thread
    if (stored && (remoteId === null || sql.claimThread.run(remoteId, stored.threadId).changes > 0))
      return stored.threadId
    if (remoteId === null && lead !== null) {
      const near = sql.threadOfLead.get(workspaceId, lead, campaignId, campaignId)
      if (near !== undefined) return near
    }
    return addThread(workspaceId, { remoteId, lead, campaignId, account })
  }

  /** Finds this mail among those known only from webhooks: same lead and text, the nearest in time. */
  function findWebhookCopy(workspaceId: WorkspaceId, { email, words }: ReadEmail): LeadRow | undefined {
    const lead = leadAddressOf(email)
    if (lead === null) return undefined
    const isUnnamed = (row: LeadRow) => row.remoteId === null
    const near = (time: string) =>
      findNearestSame(workspaceId, { lead, at: Date.parse(time), text: words, withinMs: sameMailMs }, isUnnamed)
    return near(email.at) ?? near(email.createdAt)
  }

  /**
   * Returns what an email that names no lead and a webhook without an id may have in common: the mailbox, the subject
   * and a long text. Of two leads who wrote the same, neither is meant.
   */
  function findOfNoLead(
    find: typeof sql.unnamedNear,
    of: { readonly workspaceId: WorkspaceId; readonly text: string; readonly from: number; readonly to: number },
    mail: { readonly account: string | null; readonly subject: string },
  ): LeadRow | undefined {
    const words = comparableText(of.text)
    const { workspaceId } = of
    const found = find
      .all({ workspaceId, ...mail, from: of.from * idsPerMs, to: of.to * idsPerMs })
      .filter((row) => isSameLongText(comparableText(row.text), words))
    return new Set(found.map(({ leadEmail }) => leadEmail)).size === 1 ? found[0] : undefined
  }

  /** Finds a reply from another address, which names no lead, among those known only from webhooks. */
  function findOfAnyLead(
    workspaceId: WorkspaceId,
    { email, words }: ReadEmail,
    mail: { readonly account: string | null; readonly subject: string },
  ): LeadRow | undefined {
    if (email.lead !== null) return undefined
    const near = (time: number) =>
      findOfNoLead(sql.unnamedNear, { workspaceId, text: words, from: time - sameHookMs, to: time + sameMailMs }, mail)
    return near(Date.parse(email.at)) ?? near(Date.parse(email.createdAt))
  }

  function findNearestSame(
    workspaceId: WorkspaceId,
    of: { readonly lead: string; readonly at: number; readonly text: string; readonly withinMs: number },
    wanted: (row: LeadRow) => boolean,
  ): LeadRow | undefined {
    const { lead, at, withinMs } = of
    const words = comparableText(of.text)
    const away = (row: LeadRow) => Math.abs(row.at - at)
    return sql.ofLead
      .all(workspaceId, lead, at - withinMs, at + withinMs)
      .filter((row) => wanted(row) && isSameText(comparableText(row.text), words, away(row) <= closeMs))
      .toSorted((a, b) => away(a) - away(b))[0]
  }

  /** A reply from another address, which names no lead, is the lead's in whose conversation it is. */
  function withLead(workspaceId: WorkspaceId, email: RemoteEmail): RemoteEmail {
    if (email.lead !== null || email.threadId === null || directionOf(email) === 'sent') return email
    const thread = sql.threadByRemote.get(workspaceId, email.threadId)
    return { ...email, lead: thread === undefined ? null : (sql.leadOf.get(thread) ?? null) }
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
    const found = known?.complete === 1 ? known.threadId : threadOf(workspaceId, read, stored)
    const threadId = read.thread === undefined ? found : joinIntoWebhookThread(read.thread, found, taken)
    if (lead !== null && (lead !== email.from || (listed.email.lead !== null && sql.isLeadGuessed.get(threadId))))
      nameLead(threadId, lead, taken)
    if (email.interest !== null && direction !== 'sent') recordShownLabel(threadId, email, email.interest, taken)
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
        const isOtherWriter = stored.complete === 0 && values.fromAddress !== sql.leadOf.get(stored.threadId)
        if (direction !== 'sent' && (isOtherWriter || stored.text !== values.text)) taken.reworded.push(stored.id)
        taken.threads.add(threadId)
        if (isNowByHand) taken.regrouped.add(threadId)
        if (stored.threadId !== threadId) {
          sql.moveAnswers.run(threadId, stored.id)
          leaveThread(stored.threadId, threadId, taken)
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

  /**
   * Records the lead a mail names, where none or only the sender of a reply was known: a person who answers from another
   * address. An opt-out found in the conversation then applies to the lead too.
   */
  function nameLead(threadId: number, lead: string, taken: IngestResult): void {
    const known = sql.leadOf.get(threadId) ?? null
    if (known === lead || sql.nameLead.run({ threadId, lead, known }).changes === 0) return
    sql.nameLeadOfMessages.run({ threadId, lead, known })
    taken.threads.add(threadId)
    taken.reworded.push(...sql.optedOut.all(threadId))
  }

  /** Records the label a mail shows, if it differs from the one last shown; a label set elsewhere meanwhile is kept. */
  function recordShownLabel(threadId: number, email: RemoteEmail, value: number, taken: IngestResult): void {
    const before = sql.shownLabel.get(threadId)
    const lead = leadAddressOf(email)
    if (before === undefined || before.value === value || lead === null) return
    sql.setShownLabel.run(value, threadId)
    const campaignId = email.campaignId ?? before.campaignId ?? ''
    taken.labels.push({ campaignId, email: lead, value, at: Date.parse(email.at), first: before.value === null })
  }

  /** Joins a thread known only from webhooks to the real one when its last mail has moved there. */
  function leaveThread(from: number, to: number, taken: IngestResult): void {
    for (const one of [from, to]) {
      taken.threads.add(one)
      taken.regrouped.add(one)
    }
    if (!sql.isEmpty.get(from)) return
    joinThreads(from, to, taken)
  }

  /**
   * Joins Instantly's thread into the webhook-only thread in which the mail was written, because that one is open on
   * the screen. It takes over Instantly's id. Two threads of Instantly's are never joined.
   */
  function joinIntoWebhookThread(thread: number, found: number, taken: IngestResult): number {
    if (found === thread || sql.remoteOfThread.get(thread) !== null) return found
    const remoteId = sql.remoteOfThread.get(found) ?? null
    sql.releaseThread.run(found)
    if (remoteId !== null) sql.claimThread.run(remoteId, thread)
    joinThreads(found, thread, taken)
    return thread
  }

  function joinThreads(from: number, into: number, taken: IngestResult): void {
    joined.join(from, into)
    taken.threads.delete(from)
    taken.regrouped.delete(from)
    taken.threads.add(into)
    taken.regrouped.add(into)
    for (const news of taken.news) if (news.threadId === from) news.threadId = into
  }

  /** Finds a reply among emails that name no lead and were written from another address. */
  const findLeadless = (workspaceId: WorkspaceId, { at, account, subject }: HookReply, text: string) =>
    findOfNoLead(
      sql.leadlessNear,
      { workspaceId, text, from: at - sameMailMs, to: at + sameHookMs },
      { account: accountOf(account), subject: subjectOf(subject) },
    )

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
      if (named.leadless === 1 && named.leadEmail !== lead) nameLead(named.threadId, lead, taken)
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
        if (!there) nameLead(known.threadId, lead, taken)
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
      (hook.threadId === null ? undefined : sql.threadByRemote.get(workspaceId, hook.threadId)) ??
      (hook.threadId === null
        ? sql.threadOfLead.get(workspaceId, lead, hook.campaignId, hook.campaignId)
        : undefined) ??
      addThread(workspaceId, { remoteId: hook.threadId, lead, campaignId: hook.campaignId, account: hook.account })
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
      sql.threadByRemote.get(workspaceId, remoteId) !== undefined,
    hasRemote: (workspaceId: WorkspaceId, remoteId: string): boolean =>
      sql.byRemote.get(workspaceId, remoteId) !== undefined,
  }
}

/** Returns the word by which all messages of a client are found in the full-text index. */
export const clientSearchTerm = (workspaceId: number): string => `client${workspaceId}`

/**
 * Returns the direction of a mail; null if it is only scheduled. If Instantly gives no kind, the sender decides; without
 * a sender, whether it went to the lead.
 */
function directionOf({ kind, automatic, from, to, lead, account }: RemoteEmail): Direction | null {
  if (kind === 4) return null
  if (kind === 1 || kind === 3) return 'sent'
  const isOurs = from === null ? lead !== null && parseRecipients(to).includes(lead) : from === account
  if (kind === null && isOurs) return 'sent'
  return automatic ? 'automatic' : 'received'
}

const leadAddressOf = (email: RemoteEmail): string | null =>
  email.lead ?? (directionOf(email) === 'sent' ? null : email.from)

/** Returns the text of a mail from the API. Extracting it from HTML is slow: done once, before the transaction. */
export const textOfEmail = ({ text, html, preview }: RemoteEmail): string =>
  limitText(text || (html ? htmlToText(html) : '') || preview || '')

function valuesOf(workspaceId: WorkspaceId, { email, words }: ReadEmail, direction: Direction) {
  return {
    workspaceId,
    remoteId: email.id,
    direction,
    manual: email.kind === 3 ? 1 : 0,
    at: Date.parse(email.at),
    fromAddress: addressOrNone(email.from) ?? '',
    fromName: email.fromName.slice(0, 500),
    toList: email.to.slice(0, 20_000),
    ccList: email.cc.slice(0, 20_000),
    replyTo: addressOrNone(email.replyTo),
    subject: email.subject.slice(0, 2_000),
    text: words,
    html: email.html?.slice(0, mailLimits.html) ?? null,
    account: email.account,
    campaignId: email.campaignId,
    step: email.step,
    leadEmail: leadAddressOf(email),
    remoteUnread: email.unread === null ? null : email.unread ? 1 : 0,
    attachments: email.attachments.length > 0 ? JSON.stringify(email.attachments) : null,
    scope: clientSearchTerm(workspaceId),
  } as const
}

/** Returns null for an address that is too long to be valid; a shortened one would be somebody else's. */
const addressOrNone = (address: string | null): string | null =>
  address !== null && address.length <= longestAddress ? address : null

const isSameContent = (row: Row, values: { readonly text: string; readonly html: string | null }) =>
  row.text === values.text && row.html === values.html

const comparableText = (text: string): string =>
  comparableWords(splitQuotedText(text.slice(0, mailLimits.compared)).own).slice(0, 4_000)

const accountOf = (account: string | null): string | null => account?.trim().toLowerCase() ?? null
const subjectOf = (subject: string | null): string => withoutDirectionMarks(subject ?? '').slice(0, 2_000)

/** Whether texts are of one mail: equal, or one begins with the other, too long or close in time for coincidence. */
function isSameText(a: string, b: string, close: boolean): boolean {
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= (close ? 1 : longTextLength) && long.startsWith(short)
}

const isSameLongText = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= longTextLength && isSameText(a, b, false)
