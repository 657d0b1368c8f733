/**
 * `Retry-After` as ms from `now`, at most `mostMs`: seconds, or a date by the server's own clock. Null where it says
 * nothing, or the past.
 */
export function retryAfterMs(header: string | null | undefined, now: number, mostMs = Infinity): number | null {
  if (!header) return null
  const wait = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, mostMs) : null
}
