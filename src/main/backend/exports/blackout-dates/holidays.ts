/**
 * Public holidays, from `resources/holidays`: worked out beforehand from the package date-holidays (`npm run holidays`), whose
 * rules, time zones and astronomy would be ten times as large. Read with the first question: most starts need none.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { utcDate } from '#shared/domain/core/days.ts'
import type { BlackoutDate } from '#shared/domain/exports/forecast/avoid.ts'
import type { Language } from '#shared/language.ts'

/** What stands in the file, whole years only. */
export type HolidayFile = {
  readonly from: number
  readonly to: number
  /** The order of a name's languages. */
  readonly languages: readonly Language[]
  /** Of each holiday its name in every language; a single one where they are alike. */
  readonly names: readonly (readonly string[])[]
  /**
   * Dates of a holiday, as 1225 for the 25th of December: those of a year with spaces between them, years with commas, or
   * once for all years. A month above 12 is of the year after, one below 1 of the year before.
   */
  readonly dates: readonly string[]
  /** By ISO code: the number of a name, the number of its dates, and so on. */
  readonly countries: Readonly<Record<string, readonly number[]>>
}

export type HolidaysOf = (
  countries: readonly string[],
  from: string,
  to: string,
  language: Language,
) => Promise<readonly BlackoutDate[]>

/** No question reaches further than into the third year after its first. */
const mostYears = 4

/**
 * Those of whole countries from one date to another, both included, in their order. Countries and years that the file does
 * not know have none.
 */
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
  const length = Math.min(mostYears, Math.max(0, last - first + 1))
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

/** Months beyond a year's twelve are those of its neighbours. */
const dateOf = (year: number, monthAndDay: number): string =>
  utcDate(Date.UTC(year, Math.floor(monthAndDay / 100) - 1, monthAndDay % 100))
