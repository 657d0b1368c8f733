import { dayMs, dayOfDate } from '#shared/domain/core/days.ts'
import { offsetMinutes } from '../../core/instantly/match-zone.ts'

/** Start and end of a date in a time zone, in epoch ms. */
export function dayBounds(date: string, zone: string): { readonly from: number; readonly until: number } {
  return { from: midnight(dayOfDate(date), zone), until: midnight(dayOfDate(date) + 1, zone) }
}

function midnight(day: number, zone: string): number {
  const utc = day * dayMs
  const guess = utc - offsetMinutes(zone, utc) * 60_000
  const offset = offsetMinutes(zone, guess)
  const found = utc - offset * 60_000
  // Where clocks go forward at midnight, the day has no midnight and begins with the change.
  return offsetMinutes(zone, found) === offset ? found : Math.max(found, guess)
}
