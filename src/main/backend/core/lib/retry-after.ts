/**
 * Parses `Retry-After` (seconds, or a date by the server's clock) to ms from `now`, at most `mostMs`. Null if it is
 * missing, invalid or in the past.
 */
export function retryAfterMs(header: string | null | undefined, now: number, mostMs = Infinity): number | null {
  if (!header) return null
  const wait = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, mostMs) : null
}
