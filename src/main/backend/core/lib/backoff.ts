export type Backoff = { readonly firstMs: number; readonly maxMs: number }

/** Returns the wait before attempt `attempt + 1` (from 1): doubling, capped, with ±25 % jitter to spread callers. */
export function backoffMs(attempt: number, { firstMs, maxMs }: Backoff, random: () => number = Math.random): number {
  const doubled = firstMs * 2 ** Math.min(attempt - 1, 30)
  return Math.round(Math.min(doubled, maxMs) * (0.75 + 0.5 * random()))
}
