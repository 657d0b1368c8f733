/**
 * Public holidays as computed by the package date-holidays, from which `resources/holidays` is made and against which
 * it is tested.
 */
import Holidays from 'date-holidays'
import type { Language } from '#shared/language.ts'

export type Calendar = InstanceType<typeof Holidays>

/** Returns the codes of all countries the package knows, sorted. */
export const countryCodes = (): readonly string[] => Object.keys(new Holidays().getCountries()).toSorted()

export function calendarOf(country: string): Calendar {
  const calendar = new Holidays()
  calendar.init(country)
  return calendar
}

export type PublicDay = { readonly date: string; readonly name: string }

/** Returns the nationwide public holidays the package lists for one year, each day once, with the first name. */
export function publicDays(calendar: Calendar, year: number, language: Language): readonly PublicDay[] {
  const byDate = new Map<string, PublicDay>()
  for (const { date: first, name, type, start, end } of calendar.getHolidays(year, language)) {
    if (type !== 'public') continue
    for (const date of daysFrom(first.slice(0, 10), start, end))
      if (!byDate.has(date)) byDate.set(date, { date, name: name.slice(0, 80) })
  }
  return [...byDate.values()]
}

/** Some holidays last for days; one that begins at sunset still counts from its own date. */
function daysFrom(date: string, start: Date, end: Date): readonly string[] {
  const length = Math.min(10, Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000)))
  const first = Date.parse(`${date}T00:00:00Z`)
  return Array.from({ length }, (_, at) => new Date(first + at * 86_400_000).toISOString().slice(0, 10))
}
