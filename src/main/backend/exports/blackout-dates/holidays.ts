/**
 * Public holidays from `resources/holidays`. `npm run holidays` computes them in advance with the package
 * date-holidays, whose rules, time zones and astronomy would be ten times the size. The file is read on first use, as
 * most starts never need it.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { utcDate } from '#shared/domain/core/days.ts'
import type { BlackoutDate } from '#shared/domain/exports/forecast/avoid.ts'
import type { Language } from '#shared/language.ts'

/** Content of the file. It covers whole years only. */
export type HolidayFile = {
  readonly from: number
  readonly to: number
  /** Order of the languages in `names`. */
  readonly languages: readonly Language[]
  /** The names of each holiday, one per language, or a single one if all are equal. */
  readonly names: readonly (readonly string[])[]
  /**
   * Dates of a holiday, as 1225 for 25 December. Spaces separate the dates of one year and commas the years; a single
   * entry holds for all years. A month above 12 belongs to the next year, one below 1 to the previous year.
   */
  readonly dates: readonly string[]
  /** By ISO country code: pairs of an index into `names` and an index into `dates`. */
  readonly countries: Readonly<Record<string, readonly number[]>>
}

export type HolidaysOf = (
  countries: readonly string[],
  from: string,
  to: string,
  language: Language,
) => Promise<readonly BlackoutDate[]>

/** A query covers at most this many calendar years. */
const maxYears = 4

/** Returns nationwide holidays from one date to another, in order; none for countries and years not in the file. */
export function createHolidays(folder: string): HolidaysOf {
  let reading: Promise<HolidayFile> | null = null
  return async (countries, from, to, language) => {
    reading ??= readHolidays(folder)
    const file = await reading.catch((error: unknown) => {
      reading = null
      throw error
    })
    const found: BlackoutDate[] = []
    const years = yearsBetween(Number(from.slice(0, 4)), Number(to.slice(0, 4)), file)
    for (const country of new Set(countries)) {
      const seen = new Set<string>()
      for (const year of years) {
        for (const { date, name } of holidaysOfYear(file, country, year, language)) {
          if (date < from || date > to || seen.has(date)) continue
          seen.add(date)
          found.push({ date, name, country })
        }
      }
    }
    return found.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  }
}

const readHolidays = async (folder: string): Promise<HolidayFile> =>
  JSON.parse(await readFile(path.join(folder, 'holidays.json'), 'utf8')) as HolidayFile

function yearsBetween(first: number, last: number, file: HolidayFile): readonly number[] {
  const length = Math.min(maxYears, Math.max(0, last - first + 1))
  return Array.from({ length }, (_, at) => first + at).filter((year) => year >= file.from && year <= file.to)
}

function holidaysOfYear(file: HolidayFile, country: string, year: number, language: Language) {
  const found: { readonly date: string; readonly name: string }[] = []
  const pairs = Object.hasOwn(file.countries, country) ? (file.countries[country] ?? []) : []
  for (let at = 0; at < pairs.length; at += 2) {
    const names = file.names[pairs[at] ?? -1] ?? []
    const name = names[file.languages.indexOf(language)] ?? names[0] ?? ''
    const ofYears = (file.dates[pairs[at + 1] ?? -1] ?? '').split(',')
    const ofYear = ofYears.length === 1 ? ofYears[0] : ofYears[year - file.from]
    for (const date of ofYear?.split(' ') ?? []) if (date !== '') found.push({ date: dateOf(year, Number(date)), name })
  }
  return found
}

/** Months above 12 or below 1 fall into the neighbouring year. */
const dateOf = (year: number, monthAndDay: number): string =>
  utcDate(Date.UTC(year, Math.floor(monthAndDay / 100) - 1, monthAndDay % 100))
