/** Instantly's own records of events: the delivery log, the counts of analytics, the mails. */

import { fillMailKind } from '../mail-kind.ts'
import { defineRead } from '../operation.ts'
import { pageQuery } from '../read-list.ts'
import type { RemotePage } from '../schemas.ts'
import { dailyAnswer, deliveryDaysAnswer, deliveryPage, mailPage, type RecordedMail } from '../schemas-events.ts'
import type { DaySpan, MailQuery } from '../types.ts'

const log = { scope: 'webhook_events:read', neededFor: 'events', countsAs: 'events' } as const

/** One page of the deliveries of one UTC day; each attempt is a row of its own. */
export const deliveries = defineRead('GET /webhook-events', log, (send, day: string, after: string | null) =>
  send({ query: { ...pageQuery(after), from: day, to: day }, timeoutClass: 'bulk', answer: deliveryPage }),
)

/** Number of deliveries in the log per day; both days inclusive. */
export const deliveryDays = defineRead('GET /webhook-events/summary-by-date', log, (send, { from, to }: DaySpan) =>
  send({ query: { from, to }, answer: deliveryDaysAnswer }),
)

/** Counts of all campaigns by UTC day; both days inclusive. */
export const dailyCounts = defineRead(
  'GET /campaigns/analytics/daily',
  { scope: 'campaigns:read', neededFor: 'events', countsAs: 'events' },
  (send, { from, to }: DaySpan) => send({ query: { start_date: from, end_date: to }, answer: dailyAnswer }),
)

const withKind = (mail: RecordedMail, asked: MailQuery['kind']): RecordedMail => {
  const email = fillMailKind(mail.email, asked)
  return { ...mail, kind: email.kind, email }
}

/** One page of mails, by the time Instantly stored them. Limited to 20 requests a minute. */
export const mailsBetween = defineRead(
  'GET /emails',
  { scope: 'emails:read', neededFor: 'the inbox', countsAs: 'emails' },
  async (send, { kind, since, until, order, after }: MailQuery): Promise<RemotePage<RecordedMail>> => {
    const query = {
      ...pageQuery(after),
      email_type: kind,
      sort_order: order,
      // Instantly says "after" and "before", so the bounds are widened by a millisecond; the caller leaves out the
      // rest.
      ...(since === null ? {} : { min_timestamp_created: new Date(since - 1).toISOString() }),
      ...(until === null ? {} : { max_timestamp_created: new Date(until + 1).toISOString() }),
    }
    const { items, next } = await send({ query, kind: 'emails', timeoutClass: 'bulk', answer: mailPage })
    return { items: items.map((mail) => withKind(mail, kind)), next }
  },
)
