import type { Mailbox } from '../state/world-types.ts'

const dayMs = 86_400_000
const best = 98
const worst = 41

/** Instantly's warmup score of a mailbox at a time: it falls while its domain burns, and comes back with rest. */
export function warmupScore({ warmth, status }: Mailbox, at: number): number {
  if (!warmth) return status < 0 ? 71 : best
  const days = Math.max(0, (at - warmth.at) / dayMs)
  return Math.round(Math.min(best, Math.max(worst, warmth.score + warmth.perDay * days)))
}
