/** Sends a mail: requested once, searched for if there was no answer, and recorded as sent when found. */

import type { Statement } from 'better-sqlite3'
import type { Writing } from '#shared/contract/inbox/inbox.ts'
import { bareSubject, parseRecipients, replyRecipientOf, unreadableRecipients } from '#shared/domain/inbox/addresses.ts'
import { unfilledVariables } from '#shared/domain/inbox/fill-template.ts'
import { comparableWords, htmlToText, textToHtml } from '#shared/domain/inbox/html-text.ts'
import { AppError, type ErrorCode, requireFound } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { writtenAddress } from '../../clients/workspaces/written-address.ts'
import type { Deps } from '../../core/deps.ts'
import { accountBlockingErrors } from '../../core/instantly/account-blocking-errors.ts'
import type { RemoteEmail, RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { remainingWaitMs } from '../../core/lib/clock-spans.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import type { MailIngest } from './mail-ingest.ts'
import { isClientAccount, ownMailboxes } from './own-mailboxes.ts'
import { createSendStore, type SendRecord, type SendStore } from './send-store.ts'
import type { InboxTimings } from './sync.ts'

/** Allowed clock difference: a mail is searched for from this long before it was sent. */
const clockToleranceMs = 2 * 60_000

type AnsweredMail = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly threadId: number
  readonly remoteId: string | null
  readonly direction: 'sent' | 'received' | 'automatic'
  readonly fromAddress: string
  readonly attachments: string | null
  readonly threadRemoteId: string | null
}

/** Errors after which nothing has happened at Instantly. */
const notSentErrors: ReadonlySet<ErrorCode> = new Set([...accountBlockingErrors, 'API_REFUSED', 'RATE_LIMIT_EXCEEDED'])

/** Returns the name and URL of each file in the API's format; empty if Instantly stored none of them. */
function forwardedAttachments(attachments: string | null): { readonly forwarded_attachments?: string } {
  const files = JSON.parse(attachments ?? '[]') as readonly { readonly name: string; readonly url: string | null }[]
  const kept = files.flatMap(({ name, url }) => (url === null ? [] : [{ filename: name, url }]))
  return kept.length === 0 ? {} : { forwarded_attachments: JSON.stringify(kept) }
}

export type SendContext = {
  readonly readMessage: Statement<[number], AnsweredMail>
  readonly raw: Deps['store']['raw']
  readonly sends: ReturnType<typeof createSendStore>
  readonly mailIngest: MailIngest
  readonly log: ReturnType<Deps['log']>
  readonly clock: Deps['clock']
  readonly instantly: Deps['instantly']
  readonly requestContext: (record: SendRecord) => RequestContext
  readonly timings: InboxTimings
  readonly abort: AbortController
}

/** Collects what sending needs. */
export function createSendContext(deps: Deps, mailIngest: MailIngest, timings: InboxTimings): SendContext {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('inbox')
  const sends = createSendStore(raw)
  const abort = new AbortController()
  const readMessage = raw.prepare<[number], AnsweredMail>(
    `select m.id, m.workspace_id as workspaceId, m.thread_id as threadId, m.remote_id as remoteId, m.direction,
       m.from_address as fromAddress, m.attachments, t.remote_id as threadRemoteId
     from inbox_message m join inbox_thread t on t.id = m.thread_id where m.id = ?`,
  )

  const requestContext = (record: SendRecord): RequestContext => ({
    workspaceId: record.workspaceId,
    priority: 'click',
    requestedBy: 'inbox',
    signal: abort.signal,
  })
  return { readMessage, raw, sends, mailIngest, log, clock, instantly, requestContext, timings, abort }
}

/** Returns the mail being answered, with the conversation it now belongs to. */
export function findAnsweredMail(sending: SendContext, messageId: number): AnsweredMail {
  return requireFound(sending.readMessage.get(messageId), 'message')
}

/** Checks everything that must be right before a mail may be sent, above all its recipients. */
export function assertSendable(
  sending: SendContext,
  message: AnsweredMail,
  writing: Pick<Writing, 'kind' | 'to' | 'cc' | 'bcc' | 'text' | 'subject' | 'account' | 'includeOriginal'>,
): void {
  if (message.remoteId === null) throw new AppError('REPLY_NOT_YET', {})
  const own = ownMailboxes(sending.raw, message.workspaceId)
  if (!isClientAccount(sending.raw, message.workspaceId, writing.account.toLowerCase()))
    throw new AppError('INVALID_INPUT', { field: 'account' })
  const unreadable = [writing.to, writing.cc, writing.bcc].flatMap(unreadableRecipients)[0]
  if (unreadable !== undefined) throw new AppError('RECIPIENT_UNREADABLE', { text: unreadable.slice(0, 100) })
  const shown = parseRecipients(writing.to)
  if (writing.kind === 'reply') {
    const to = replyRecipientOf(message, own)
    if (to === null) throw new AppError('REPLY_TO_OWN_MAIL', {})
    if (shown.length !== 1 || shown[0] !== to) throw new AppError('RECIPIENT_CHANGED', { to })
  } else if (shown.length === 0) throw new AppError('RECIPIENT_UNREADABLE', { text: '' })
  const open = unfilledVariables(`${writing.subject}\n${writing.text}`)
  if (open.length > 0) throw new AppError('VARIABLES_OPEN', { names: open.join(', ').slice(0, 200) })
  if (writing.text.trim() === '' && !(writing.kind === 'forward' && writing.includeOriginal)) {
    throw new AppError('INVALID_INPUT', { field: 'text' })
  }
}

/** Stores the state of a mail and refreshes its conversation. */
export function saveSendState(sending: SendContext, ...[id, state, more]: Parameters<SendStore['set']>): void {
  const { sends } = sending
  sending.raw.transaction(() => {
    sends.set(id, state, more)
    sending.mailIngest.facts.refresh(sends.get(id).threadId)
  })()
}

/** Sends one mail, or finds out whether it was sent. */
export async function carryOutSend(sending: SendContext, id: number): Promise<void> {
  const { sends, log } = sending
  const record = sends.get(id)
  if (record.state !== 'pending') return
  try {
    assertSendable(sending, findAnsweredMail(sending, record.messageId), {
      ...record,
      to: record.toList,
      cc: record.ccList,
      bcc: record.bccList,
      includeOriginal: record.includeOriginal === 1,
    })
  } catch (error) {
    saveSendState(sending, id, 'failed', { problem: asProblem(error, log) })
    return
  }
  const { clock, instantly } = sending
  sends.set(id, 'sent', { sentAt: clock.now(), aheadMs: instantly.clockAheadMs(record.workspaceId) })
  try {
    completeSend(sending, record, await requestSend(sending, sends.get(id)), 'answer')
  } catch (error) {
    const problem = asProblem(error, log)
    // The mail was not sent; it stays pending until the network is back, so that the click is not lost.
    if (problem.code === 'API_OFFLINE' || problem.code === 'CLIENT_PAUSED')
      saveSendState(sending, id, 'pending', { problem })
    else if (notSentErrors.has(problem.code)) saveSendState(sending, id, 'failed', { problem })
    else if (problem.code === 'OUTCOME_UNKNOWN') await searchSentMail(sending, id)
    else throw error
  }
}

function requestSend(sending: SendContext, record: SendRecord): Promise<RemoteEmail> {
  const { instantly, requestContext } = sending
  const message = findAnsweredMail(sending, record.messageId)
  const { subject, ccList, bccList } = record
  const eaccount = writtenAddress(sending.raw, record.workspaceId, record.account)
  const body = { html: textToHtml(record.text), text: record.text }
  const copies = {
    ...(ccList ? { cc_address_email_list: parseRecipients(ccList).join(',') } : {}),
    ...(bccList ? { bcc_address_email_list: parseRecipients(bccList).join(',') } : {}),
  }
  const about = { eaccount, reply_to_uuid: message.remoteId ?? '', subject, ...copies }
  const isUnsent = async () => !(await findSentMail(sending, record))
  if (record.kind === 'reply') return instantly.replyToEmail(requestContext(record), { ...about, body }, isUnsent)
  const forward = {
    ...about,
    to_address_email_list: parseRecipients(record.toList).join(','),
    ...(record.text.trim() === '' ? {} : { body }),
    ...(record.includeOriginal === 1 ? { include_original_body: true as const } : {}),
    ...forwardedAttachments(record.attachments),
  }
  return instantly.forwardEmail(requestContext(record), forward, isUnsent)
}

/** Stores the mail and completes its send record in one transaction, so that it is never shown twice or not at all. */
function completeSend(sending: SendContext, record: SendRecord, email: RemoteEmail, by: 'answer' | 'reading'): void {
  const { raw, mailIngest, sends, clock } = sending
  raw.transaction(() => {
    // A forward starts a conversation with somebody else, whichever thread Instantly puts it in.
    const thread = record.kind === 'reply' ? findAnsweredMail(sending, record.messageId).threadId : undefined
    // This comes first, so that the conversation's facts are computed without a pending mail.
    sends.set(record.id, 'done', { settledAt: clock.now(), settledBy: by, remoteId: email.id })
    mailIngest.ingestEmails(record.workspaceId, [withRecordValues(sending, record, email)], thread)
  })()
}

/** Adds what Instantly left out of its answer. */
function withRecordValues(sending: SendContext, record: SendRecord, email: RemoteEmail): RemoteEmail {
  const message = findAnsweredMail(sending, record.messageId)
  return {
    ...email,
    kind: 3,
    threadId: email.threadId ?? message.threadRemoteId,
    text: email.text ?? (email.html === null ? record.text : null),
    subject: email.subject || record.subject,
    from: email.from ?? record.account,
    to: email.to || record.toList,
    account: email.account ?? record.account,
  }
}

/** Searches for a mail that may have been sent, until it is found or all tries are used up. */
export async function searchSentMail(sending: SendContext, id: number): Promise<void> {
  const { timings, sends, clock, abort } = sending
  for (let look = 0; look < timings.looks; look += 1) {
    const record = sends.get(id)
    if (record.state !== 'sent' && record.state !== 'unclear') return
    const waitMs = look === 0 ? remainingWaitMs(timings.lateMs, record.sentAt ?? 0, clock.now()) : timings.checkEveryMs
    await clock.sleep(waitMs, abort.signal)
    if (await findSentMail(sending, record)) return
  }
  saveSendState(sending, id, 'unclear', { problem: new AppError('OUTCOME_UNKNOWN') })
}

/** Searches first in Instantly's thread, then among all mails sent from the account since. */
export async function findSentMail(sending: SendContext, record: SendRecord): Promise<boolean> {
  const { instantly } = sending
  const { threadRemoteId } = findAnsweredMail(sending, record.messageId)
  // Uses the difference at the time of sending, as the computer's clock may have been corrected since.
  const aheadMs = record.aheadMs ?? instantly.clockAheadMs(record.workspaceId)
  const since = new Date((record.sentAt ?? record.createdAt) + aheadMs - clockToleranceMs)
  const places = [
    ...(threadRemoteId === null ? [] : [{ search: `thread:${threadRemoteId}`, order: 'desc' as const }]),
    {
      type: 'manual' as const,
      account: writtenAddress(sending.raw, record.workspaceId, record.account),
      since: since.toISOString(),
      order: 'asc' as const,
    },
  ]
  for (const place of places) {
    const pages = createPageCursor()
    for (let cursor: string | null = null; ; ) {
      const page = await instantly.emailPage(sending.requestContext(record), place, cursor)
      const mine = page.items.find((email) => isOurMail(sending, record, email, since.getTime()))
      if (mine) completeSend(sending, record, mine, 'reading')
      sending.mailIngest.ingestEmails(
        record.workspaceId,
        page.items.filter((email) => email !== mine),
      )
      if (mine) return true
      cursor = pages.after(page)
      if (cursor === null) break
    }
  }
  return false
}

/**
 * Whether this is certainly our mail: sent by hand, from this account, to these people, with these words, after the
 * request was sent, and not taken by another send record.
 */
function isOurMail(sending: SendContext, record: SendRecord, email: RemoteEmail, sinceMs: number): boolean {
  if (email.kind !== 3 || Date.parse(email.createdAt) < sinceMs || sending.sends.isTaken(record.workspaceId, email.id))
    return false
  if ((email.account ?? email.from) !== record.account.toLowerCase()) return false
  const to = new Set(parseRecipients(email.to))
  if (!parseRecipients(record.toList).every((one) => to.has(one))) return false
  if (bareSubject(email.subject) !== bareSubject(record.subject)) return false
  const words = comparableWords(record.text)
  return comparableWords(email.text ?? (email.html === null ? '' : htmlToText(email.html))).startsWith(words)
}
