/** When the next copy by the clock is due. */

/** The next time the hour strikes after the last copy by the clock; at once where that was missed. */
export function nextCopyAt(of: { readonly hour: number; readonly last: number | null; readonly now: number }): number {
  const today = new Date(of.now)
  today.setHours(of.hour, 0, 0, 0)
  // The hour that struck last: a computer that slept through it makes up for it.
  const struck = today.getTime() <= of.now ? today.getTime() : addDay(today, -1)
  if (of.last === null || of.last < struck) return of.now
  return addDay(new Date(struck), 1)
}

/** By the calendar: a day may have 23 hours. */
function addDay(day: Date, days: number): number {
  const next = new Date(day)
  next.setDate(next.getDate() + days)
  return next.getTime()
}

/** Looks every so often, which outlives sleep and a clock that was set; gives how to stop. */
export function everySoOften(ms: number | null, look: () => void): () => void {
  if (ms === null) return () => undefined
  const timer = setInterval(look, ms)
  timer.unref()
  return () => clearInterval(timer)
}
