/** What Instantly's lead list says of a lead in a campaign, beside the events of the same lead. */
import type { Counter } from './event-types.ts'

/** Kinds the lead list counts, and the event that would tell each one by itself. */
export const listedTypes = {
  opened: 'email_opened',
  clicked: 'link_clicked',
  replied: 'reply_received',
  bounced: 'email_bounced',
  unsubscribed: 'lead_unsubscribed',
} as const satisfies Partial<Record<Counter, string>>

export type ListedCounter = keyof typeof listedTypes
export const listedCounters = Object.keys(listedTypes) as readonly ListedCounter[]

export type ListedCounts = Readonly<Record<ListedCounter, number>>

/**
 * How often each really happened, by both. The list's sums have in them what events tell one by one, so the greater of the
 * two counts and nothing is counted twice. Replies are told by emails, which say which of them are automatic: the list's
 * number of them counts only where no email is known.
 */
export function withListed(
  counts: Readonly<Record<Counter, number>>,
  listed: ListedCounts,
): Readonly<Record<Counter, number>> {
  const both = { ...counts }
  for (const counter of listedCounters) {
    if (counter === 'replied' && counts.replied + counts.autoReplied > 0) continue
    both[counter] = Math.max(counts[counter], listed[counter])
  }
  return both
}
