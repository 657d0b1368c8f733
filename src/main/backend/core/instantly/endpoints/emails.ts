import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { doneAnswer, emailAnswer, emailPageAnswer, labelPage, type RemotePage, testMailAnswer } from '../schemas.ts'
import type { EmailFilter, ForwardBody, RemoteEmail, RemoteLabel, ReplyBody, TestMailBody } from '../types.ts'

const write = { write: true, patience: 'write' } as const

export function emailPage(call: Caller, filter: EmailFilter, after: string | null): Promise<RemotePage<RemoteEmail>> {
  return call({
    name: 'emails',
    method: 'GET',
    path: '/emails',
    query: {
      ...pageQuery(after),
      sort_order: filter.order,
      ...(filter.type ? { email_type: filter.type } : {}),
      ...(filter.search ? { search: filter.search } : {}),
      ...(filter.account ? { eaccount: filter.account } : {}),
      ...(filter.campaignId ? { campaign_id: filter.campaignId } : {}),
      ...(filter.since ? { min_timestamp_created: filter.since } : {}),
    },
    write: false,
    patience: 'read',
    kind: 'emails',
    answer: emailPageAnswer,
  })
}

export function replyToEmail(call: Caller, body: ReplyBody): Promise<RemoteEmail> {
  return call({
    ...write,
    name: 'replyToEmail',
    method: 'POST',
    path: '/emails/reply',
    body: jsonBody(body),
    answer: emailAnswer,
  })
}

export function forwardEmail(call: Caller, body: ForwardBody): Promise<RemoteEmail> {
  return call({
    ...write,
    name: 'forwardEmail',
    method: 'POST',
    path: '/emails/forward',
    body: jsonBody(body),
    answer: emailAnswer,
  })
}

/** The answer to a mail that could not be sent is 200 as well, with an error in it. */
export async function sendTestEmail(call: Caller, body: TestMailBody): Promise<void> {
  const refusal = await call({
    ...write,
    name: 'sendTestEmail',
    method: 'POST',
    path: '/emails/test',
    body: jsonBody(body),
    answer: testMailAnswer,
  })
  if (refusal !== null) throw new AppError('TEST_MAIL_REFUSED', { reason: refusal, account: body.eaccount })
}

/** Sent without a body: Instantly refuses an empty JSON one. */
export async function markThreadRead(call: Caller, threadId: string): Promise<void> {
  const path = `/emails/threads/${encodeURIComponent(threadId)}/mark-as-read`
  await call({ ...write, name: 'markThreadRead', method: 'POST', path, answer: doneAnswer })
}

export async function markEmailUnread(call: Caller, emailId: string): Promise<void> {
  await call({
    ...write,
    name: 'markEmailUnread',
    method: 'PATCH',
    path: `/emails/${encodeURIComponent(emailId)}`,
    body: jsonBody({ is_unread: 1 }),
    answer: doneAnswer,
  })
}

export async function setInterest(
  call: Caller,
  of: { readonly leadEmail: string; readonly interest: number | null; readonly campaignId: string | null },
): Promise<void> {
  const { leadEmail, interest, campaignId } = of
  await call({
    ...write,
    name: 'setInterest',
    method: 'POST',
    path: '/leads/update-interest-status',
    body: jsonBody({
      lead_email: leadEmail,
      interest_value: interest,
      ...(campaignId ? { campaign_id: campaignId } : {}),
    }),
    answer: doneAnswer,
  })
}

export function leadLabels(call: Caller): Promise<readonly RemoteLabel[]> {
  return readList({
    page: (cursor) =>
      call({
        name: 'leadLabels',
        method: 'GET',
        path: '/lead-labels',
        query: pageQuery(cursor),
        write: false,
        patience: 'read',
        answer: labelPage,
      }),
    idOf: (label) => String(label.value),
  })
}
