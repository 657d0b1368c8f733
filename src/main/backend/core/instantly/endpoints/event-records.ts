/** What Instantly itself keeps of events: the log of deliveries, the counts of analytics, the mails. */
import type { Caller } from '../operation.ts'
import { pageQuery } from '../read-list.ts'
import type { RemotePage } from '../schemas.ts'
import { dailyAnswer, deliveryDaysAnswer, deliveryPage, mailPage } from '../schemas-events.ts'
import type { DailyCounts, DaySpan, Delivery, DeliveryDay, MailsAsked, RecordedMail } from '../types-events.ts'

const read = { method: 'GET', write: false, patience: 'read' } as const

/** One page of the deliveries of one UTC day, every try its own row. */
export function deliveries(call: Caller, day: string, after: string | null): Promise<RemotePage<Delivery>> {
  const query = { ...pageQuery(after), from: day, to: day }
  return call({ ...read, name: 'deliveries', path: '/webhook-events', query, patience: 'bulk', answer: deliveryPage })
}

/** How many deliveries the log names for each day; both days are in it. */
export function deliveryDays(call: Caller, { from, to }: DaySpan): Promise<readonly DeliveryDay[]> {
  const query = { from, to }
  return call({
    ...read,
    name: 'deliveryDays',
    path: '/webhook-events/summary-by-date',
    query,
    answer: deliveryDaysAnswer,
  })
}

/** Counts of all campaigns by UTC day; both days are in it. */
export function dailyCounts(call: Caller, { from, to }: DaySpan): Promise<readonly DailyCounts[]> {
  const query = { start_date: from, end_date: to }
  return call({ ...read, name: 'dailyCounts', path: '/campaigns/analytics/daily', query, answer: dailyAnswer })
}

/** One page of mails, by when Instantly stored them. 20 requests a minute are allowed. */
export function mailsBetween(call: Caller, asked: MailsAsked): Promise<RemotePage<RecordedMail>> {
  const { kind, since, until, order, after } = asked
  const query = {
    ...pageQuery(after),
    email_type: kind,
    sort_order: order,
    // Instantly says "after" and "before": a moment on either side, and the rest is left out by whoever asked.
    ...(since === null ? {} : { min_timestamp_created: new Date(since - 1).toISOString() }),
    ...(until === null ? {} : { max_timestamp_created: new Date(until + 1).toISOString() }),
  }
  return call({
    ...read,
    name: 'mailsBetween',
    path: '/emails',
    query,
    kind: 'emails',
    patience: 'bulk',
    answer: mailPage,
  })
}
