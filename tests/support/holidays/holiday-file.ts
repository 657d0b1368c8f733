/** Builds the file of public holidays the app ships with: dates and names that many countries share are stored once. */
import type { HolidayFile } from '#backend/exports/blackout-dates/holidays.ts'
import { type Language, languages } from '#shared/language.ts'
import { calendarOf, countryCodes, publicDays } from './of-package.ts'

/** From the year before the file was made to one beyond any campaign of today. */
export const holidayYears = { from: 2025, to: 2050 } as const

/** Computes the holidays of all countries and years. Takes minutes. */
export function workOutHolidays({ from, to }: { readonly from: number; readonly to: number }): HolidayFile {
  const years = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const [names, dates] = [new Numbers(), new Numbers()]
  const countries: Record<string, readonly number[]> = {}
  for (const country of countryCodes()) {
    const pairs: number[] = []
    for (const [name, datesOfYears] of datesByName(country, years))
      pairs.push(names.of(name), dates.of(oneForAll(datesOfYears)))
    countries[country] = pairs
  }
  return {
    from,
    to,
    languages,
    names: names.texts.map((text) => text.split('\n')),
    dates: dates.texts,
    countries,
  }
}

/** Returns the dates of each year for each name, in all languages. */
function datesByName(country: string, years: readonly number[]): ReadonlyMap<string, readonly string[]> {
  // One calendar for each language, because a calendar queried in several languages mixes them where a name is missing.
  const calendars = languages.map((language: Language) => ({ calendar: calendarOf(country), language }))
  const found = new Map<string, string[]>()
  for (const [at, year] of years.entries()) {
    const [first = [], ...others] = calendars.map(({ calendar, language }) => publicDays(calendar, year, language))
    for (const [which, { date, name }] of first.entries()) {
      const namesOfDay = [name, ...others.map((days) => nameOn(days[which], date))]
      const all = namesOfDay.every((one) => one === name) ? name : namesOfDay.join('\n')
      const ofYears = found.get(all) ?? years.map(() => '')
      ofYears[at] = `${ofYears[at] ?? ''} ${monthAndDay(date, year)}`.trim()
      found.set(all, ofYears)
    }
  }
  return found
}

function nameOn(day: { readonly date: string; readonly name: string } | undefined, date: string): string {
  if (day?.date !== date) throw new Error(`${date}: not the same days in all languages`)
  return day.name
}

/**
 * Returns 1225 for 25 December; a date in the following year has a month above 12, in the previous year one below 1.
 */
function monthAndDay(date: string, year: number): number {
  const [ofYear = 0, month = 0, day = 0] = date.split('-').map(Number)
  return ((ofYear - year) * 12 + month) * 100 + day
}

/** Most fall on the same date every year. */
const oneForAll = (ofYears: readonly string[]): string =>
  ofYears.every((one) => one === ofYears[0]) ? (ofYears[0] ?? '') : ofYears.join(',')

/** Assigns a number to every text, the same number to the same text. */
class Numbers {
  readonly #byText = new Map<string, number>()
  of(text: string): number {
    const known = this.#byText.get(text) ?? this.#byText.size
    this.#byText.set(text, known)
    return known
  }
  get texts(): readonly string[] {
    return [...this.#byText.keys()]
  }
}
