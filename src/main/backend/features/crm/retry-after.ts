const mostWaitMs = 24 * 60 * 60_000

/** How long a `Retry-After` asks to wait, in ms, at most a day: seconds or a date. Null where it says nothing. */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | null {
  if (!header) return null
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, mostWaitMs) : null
}
