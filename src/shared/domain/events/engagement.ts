import type { Counter } from './event-types.ts'

/** 0 none, 1 sent, 2 opened, 3 clicked, 4 replied. A later one implies the earlier: a click means it was opened. */
export type EngagementScore = 0 | 1 | 2 | 3 | 4

/** Returns the score. Automatic replies do not count, because nobody read the email. */
export function engagementScore(counts: Readonly<Record<Counter, number>>): EngagementScore {
  if (counts.replied > 0) return 4
  if (counts.clicked > 0) return 3
  if (counts.opened > 0) return 2
  return counts.sent > 0 ? 1 : 0
}
