/** Calendar days, as a number of days since 1970 and as text such as `2026-11-20`. */

/** Range of times the store accepts, in ms: from 2000 to before 2200. */
export const storedTimes = { from: Date.UTC(2000), before: Date.UTC(2200) }

export const dayMs = 86_400_000

/** Returns the number of the UTC day a time falls on. Instantly counts by UTC days. */
export const dayAt = (ms: number): number => Math.floor(ms / dayMs)

/** Returns the day number of a date such as `2026-11-20`. */
export const dayOfDate = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs)

const dates = new Map<number, string>()
/** Some 270 years; limits the cache whatever dates are requested. */
const maxDates = 100_000

/** Returns a day number as text such as `2026-11-20`. */
export function dateOfDay(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = utcDate(day * dayMs)
  if (dates.size < maxDates) dates.set(day, date)
  return date
}

/** Returns the UTC day a time falls on, as `2026-11-20`. */
export const utcDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Returns the same in this computer's time zone: the day the operator calls today. */
export function localDate(ms: number): string {
  const at = new Date(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
