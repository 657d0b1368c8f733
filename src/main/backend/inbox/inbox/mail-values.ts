/** What is stored of a mail from the API or of a webhook's reply. */
import { dayMs } from '#shared/domain/core/days.ts'
import { withoutDirectionMarks } from '#shared/domain/core/direction-marks.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { longestAddress, parseRecipients } from '#shared/domain/inbox/addresses.ts'
import { htmlToText, limitText } from '#shared/domain/inbox/html-text.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'

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

/** A mail from the API and its text; `thread`: the conversation it was written in, if it was written here. */
export type ReadEmail = { readonly email: RemoteEmail; readonly words: string; readonly thread?: number }

export type Direction = 'sent' | 'received' | 'automatic'

/** A webhook's reply and a mail from the API are the same if lead and text match and they are this close. */
export const sameMailMs = 6 * 60 * 60_000
/** Smaller limit for two webhooks, because somebody may write the same short answer twice. */
export const sameHookMs = 10 * 60_000
/** How much later Instantly may get an email, for example of an account that was disconnected. */
export const lateMs = 30 * dayMs

/** Message ids consist of the mail's time in milliseconds and a counter of this range. */
export const idsPerMs = 1_024

/** Returns the times of an email that counts from `at` and differ from it. */
export function otherTimesOf({ at: own, createdAt }: RemoteEmail, at: number) {
  const ownAt = Date.parse(own)
  const gotAt = Date.parse(createdAt)
  return { ownAt: ownAt === at ? null : ownAt, gotAt: gotAt - at > sameMailMs ? gotAt : null }
}

/** Returns the word by which all messages of a client are found in the full-text index. */
export const clientSearchTerm = (workspaceId: number): string => `client${workspaceId}`

/**
 * Returns the direction of a mail; null if it is only scheduled. If Instantly gives no kind, the sender decides; without
 * a sender, whether it went to the lead.
 */
export function directionOf({ kind, automatic, from, to, lead, account }: RemoteEmail): Direction | null {
  if (kind === 4) return null
  if (kind === 1 || kind === 3) return 'sent'
  const isOurs = from === null ? lead !== null && parseRecipients(to).includes(lead) : from === account
  if (kind === null && isOurs) return 'sent'
  return automatic ? 'automatic' : 'received'
}

export const leadAddressOf = (email: RemoteEmail): string | null =>
  email.lead ?? (directionOf(email) === 'sent' ? null : email.from)

/** Returns the text of a mail from the API. Extracting it from HTML is slow: done once, before the transaction. */
export const textOfEmail = ({ text, html, preview }: RemoteEmail): string =>
  limitText(text || (html ? htmlToText(html) : '') || preview || '')

export function valuesOf(workspaceId: WorkspaceId, { email, words }: ReadEmail, direction: Direction) {
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

export const accountOf = (account: string | null): string | null => account?.trim().toLowerCase() ?? null
export const subjectOf = (subject: string | null): string => withoutDirectionMarks(subject ?? '').slice(0, 2_000)
