/** Days of the calendar, as a number since 1970 and written as `2026-11-20`. */

/** Times the store can keep, in ms: from 2000 to before 2200. */
export const storedTimes = { from: Date.UTC(2000), before: Date.UTC(2200) }

export const dayMs = 86_400_000

/** The UTC day a time lies in, as a number. Instantly counts by UTC days. */
export const dayAt = (ms: number): number => Math.floor(ms / dayMs)

/** A day from `2026-11-20`. */
export const dayOfDate = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs)

const dates = new Map<number, string>()
/** Some 270 years: more than anyone asks for, whatever is asked. */
const mostDates = 100_000

/** A day as `2026-11-20`. */
export function dateOfDay(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = utcDate(day * dayMs)
  if (dates.size < mostDates) dates.set(day, date)
  return date
}

/** The UTC day a time lies in, as `2026-11-20`. */
export const utcDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The same by this computer's clock: what the operator calls today. */
export function localDate(ms: number): string {
  const at = new Date(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
