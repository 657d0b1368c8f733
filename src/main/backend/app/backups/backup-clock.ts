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
