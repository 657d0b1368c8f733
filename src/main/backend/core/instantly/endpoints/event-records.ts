/** What Instantly itself keeps of events: the log of deliveries, the counts of analytics, the mails. */
import type { Caller } from '../operation.ts'
import { pageQuery } from '../read-list.ts'
import type { RemotePage } from '../schemas.ts'
import { dailyAnswer, deliveryDaysAnswer, deliveryPage, mailPage } from '../schemas-events.ts'
import type { DailyCounts, DaySpan, Delivery, DeliveryDay, RecordedMail } from '../types-events.ts'

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

/** One page of mails of one UTC day, oldest first. 20 requests a minute are allowed. */
export function mailsOfDay(
  call: Caller,
  asked: { readonly day: string; readonly kind: 'sent' | 'received'; readonly after: string | null },
): Promise<RemotePage<RecordedMail>> {
  const start = Date.parse(`${asked.day}T00:00:00.000Z`)
  const query = {
    ...pageQuery(asked.after),
    email_type: asked.kind,
    sort_order: 'asc',
    // Instantly says "after" and "before": a moment on either side, and the rest is left out here.
    min_timestamp_created: new Date(start - 1).toISOString(),
    max_timestamp_created: new Date(start + 86_400_000).toISOString(),
  }
  return call({
    ...read,
    name: 'mailsOfDay',
    path: '/emails',
    query,
    kind: 'emails',
    patience: 'bulk',
    answer: mailPage,
  })
}
