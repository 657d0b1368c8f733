import { AppError } from '#shared/errors.ts'
import { fillMailKind } from '../mail-kind.ts'
import { defineRead, defineWrite, type MayRepeat, notTwice } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { doneAnswer, emailAnswer, emailPageAnswer, labelPage, type RemotePage, testMailAnswer } from '../schemas.ts'
import type { EmailFilter, ForwardBody, RemoteEmail, RemoteLabel, ReplyBody, TestMailBody } from '../types.ts'

const answering = { scope: 'emails:create', countsAs: 'answers' } as const
const marking = { scope: 'emails:update', countsAs: 'answers' } as const

/** One page of mails, at most 100, under GET /emails' own rate limit; `next` null at the end. */
export const emailPage = defineRead(
  'GET /emails',
  { scope: 'emails:read', neededFor: 'the inbox', countsAs: 'emails' },
  async (send, filter: EmailFilter, after: string | null): Promise<RemotePage<RemoteEmail>> => {
    const { items, next } = await send({
      query: {
        ...pageQuery(after),
        sort_order: filter.order,
        ...(filter.limit ? { limit: String(filter.limit) } : {}),
        ...(filter.preview ? { preview_only: 'true' } : {}),
        ...(filter.type ? { email_type: filter.type } : {}),
        ...(filter.search ? { search: filter.search } : {}),
        ...(filter.account ? { eaccount: filter.account } : {}),
        ...(filter.campaignId ? { campaign_id: filter.campaignId } : {}),
        ...(filter.since ? { min_timestamp_created: filter.since } : {}),
      },
      kind: 'emails',
      answer: emailPageAnswer,
    })
    return { items: items.map((email) => fillMailKind(email, filter.type)), next }
  },
)

/** Sends a reply to the sender of the given mail, whoever that is. */
export const replyToEmail = defineWrite(
  'POST /emails/reply',
  { ...answering, neededFor: 'answering from the inbox' },
  (send, body: ReplyBody, mayRepeat: MayRepeat = notTwice) => send({ body, mayRepeat, answer: emailAnswer }),
)

export const forwardEmail = defineWrite(
  'POST /emails/forward',
  { ...answering, neededFor: 'forwarding from the inbox' },
  (send, body: ForwardBody, mayRepeat: MayRepeat = notTwice) => send({ body, mayRepeat, answer: emailAnswer }),
)

/** Sends one mail to these addresses, outside campaigns. Throws TEST_MAIL_REFUSED, which Instantly answers with 200. */
export const sendTestEmail = defineWrite(
  'POST /emails/test',
  { ...answering, neededFor: 'test mails' },
  async (send, body: TestMailBody): Promise<void> => {
    const refusal = await send({ body, kind: 'test_mails', answer: testMailAnswer })
    if (refusal !== null) throw new AppError('TEST_MAIL_REFUSED', { reason: refusal, account: body.eaccount })
  },
)

/** Sent without a body: Instantly refuses an empty JSON one. */
export const markThreadRead = defineWrite(
  'POST /emails/threads/{thread_id}/mark-as-read',
  { ...marking, neededFor: 'marking threads as read' },
  async (send, threadId: string): Promise<void> => send({ at: { thread_id: threadId }, answer: doneAnswer }),
)

export const markEmail = defineWrite(
  'PATCH /emails/{id}',
  { ...marking, neededFor: 'marking mails as read or unread' },
  async (send, emailId: string, as: 'read' | 'unread'): Promise<void> =>
    send({ at: { id: emailId }, body: { is_unread: as === 'unread' ? 1 : 0 }, answer: doneAnswer }),
)

type Interest = { readonly leadEmail: string; readonly interest: number | null; readonly campaignId: string | null }

/** Sets or clears a lead's interest status; idempotent. */
export const setInterest = defineWrite(
  'POST /leads/update-interest-status',
  { scope: 'leads:update', neededFor: 'labels of leads', countsAs: 'leads' },
  async (send, { leadEmail, interest, campaignId }: Interest): Promise<void> => {
    const body = { lead_email: leadEmail, interest_value: interest, ...(campaignId ? { campaign_id: campaignId } : {}) }
    await send({ body, answer: doneAnswer })
  },
)

/** The workspace's own labels. */
export const leadLabels = defineRead(
  'GET /lead-labels',
  { scope: 'lead-labels:read', neededFor: 'interest labels', countsAs: 'leads' },
  (send): Promise<readonly RemoteLabel[]> =>
    readList({
      page: (cursor) => send({ query: pageQuery(cursor), answer: labelPage }),
      idOf: (label) => String(label.value),
    }),
)
