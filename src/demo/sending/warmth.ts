import { dayMs } from '#shared/domain/core/days.ts'
import { drawChance } from '../state/draws.ts'
import type { Mailbox } from '../state/world-types.ts'

const bestScore = 98
const worstScore = 41

/** A mailbox's warmup score as Instantly shows it: falls while its domain's reputation suffers, recovers with rest. */
export function warmupScore({ warmth, status }: Mailbox, at: number): number {
  if (!warmth) return status < 0 ? 71 : bestScore
  const days = (at - warmth.at) / dayMs
  return Math.round(Math.min(bestScore, Math.max(worstScore, warmth.score + warmth.perDay * days)))
}

/** Returns a mailbox's warmup emails of a day (days since 1970): invented, but always the same. */
export function warmupOf(mailbox: Mailbox, day: number) {
  const sent = mailbox.warmupStatus === 1 ? 6 + Math.floor(5 * drawChance(1, mailbox.stamp, day, 1)) : 0
  const lost = 1 - warmupScore(mailbox, (day + 1) * dayMs) / 100
  const spam = lost > 0.1 ? Math.round(sent * lost) : drawChance(1, mailbox.stamp, day, 2) < 0.1 ? 1 : 0
  return { sent, inbox: sent - Math.min(sent, spam), spam: Math.min(sent, spam), received: sent }
}
