/** Combines the counts of a lead in Instantly's lead list with the individual events of the same lead. */
import type { Counter } from './event-types.ts'

/** The counters of the lead list, and the type of the individual event for each. */
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
 * Returns how often each activity really happened, from both sources. The list's totals include activity also known
 * from individual events, so the greater count is used and nothing is counted twice. Replies are known from emails,
 * which show whether they are automatic, so the list's number of replies is used only if no email is known.
 */
export function mergeListedCounts(
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
