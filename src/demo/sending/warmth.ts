import { dayMs } from '#shared/domain/core/days.ts'
import { draw } from '../state/draws.ts'
import type { Mailbox } from '../state/world-types.ts'

const best = 98
const worst = 41

/** Instantly's warmup score of a mailbox at a time: it falls while its domain burns, and comes back with rest. */
export function warmupScore({ warmth, status }: Mailbox, at: number): number {
  if (!warmth) return status < 0 ? 71 : best
  const days = (at - warmth.at) / dayMs
  return Math.round(Math.min(best, Math.max(worst, warmth.score + warmth.perDay * days)))
}

/** Warmup emails of a day, days since 1970. Made up, but the same every time. */
export function warmupOf(mailbox: Mailbox, day: number) {
  const sent = mailbox.warmupStatus === 1 ? 6 + Math.floor(5 * draw(1, mailbox.stamp, day, 1)) : 0
  const lost = 1 - warmupScore(mailbox, (day + 1) * dayMs) / 100
  const spam = lost > 0.1 ? Math.round(sent * lost) : draw(1, mailbox.stamp, day, 2) < 0.1 ? 1 : 0
  return { sent, inbox: sent - Math.min(sent, spam), spam: Math.min(sent, spam), received: sent }
}
