/** Computes when the next scheduled backup is due. */

/**
 * The next time the hour strikes after the last scheduled backup; now if one was missed. A backup dated later than that
 * was made before the clock was set back, and does not count.
 */
export function nextCopyAt(of: { readonly hour: number; readonly last: number | null; readonly now: number }): number {
  const today = new Date(of.now)
  today.setHours(of.hour, 0, 0, 0)
  // The last time the hour struck: a backup missed while the computer slept is made up for.
  const struck = today.getTime() <= of.now ? today.getTime() : addDay(today, -1)
  const next = addDay(new Date(struck), 1)
  return of.last === null || of.last < struck || of.last >= next ? of.now : next
}

/** Uses the calendar, as a day may have 23 hours. */
function addDay(day: Date, days: number): number {
  const next = new Date(day)
  next.setDate(next.getDate() + days)
  return next.getTime()
}
