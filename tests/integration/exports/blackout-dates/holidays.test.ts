/** The app's public holidays equal those of the package date-holidays, from which its file was computed. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createHolidays, type HolidayFile } from '#backend/exports/blackout-dates/holidays.ts'
import type { BlackoutDate } from '#shared/domain/exports/forecast/avoid.ts'
import { type Language, languages } from '#shared/language.ts'
import { holidaysDir } from '../../../support/backend.ts'
import { calendarOf, countryCodes, publicDays } from '../../../support/holidays/of-package.ts'

const holidaysOf = createHolidays(holidaysDir)
const file = JSON.parse(readFileSync(path.join(holidaysDir, 'holidays.json'), 'utf8')) as HolidayFile & {
  readonly source: string
}

/** Runs the same query on the package. */
function ofPackage(
  countries: readonly string[],
  from: string,
  to: string,
  language: Language,
): readonly BlackoutDate[] {
  const found = new Map<string, BlackoutDate>()
  for (const country of countries) {
    const calendar = calendarOf(country)
    for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1)
      for (const { date, name } of publicDays(calendar, year, language))
        if (date >= from && date <= to && !found.has(country + date)) found.set(country + date, { date, name, country })
  }
  return [...found.values()].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

// Movable feasts, holidays of several days, days moved to a Monday, other calendars, names in three languages or one,
// the date line.
const spread: readonly (readonly [readonly string[], string, string])[] = [
  [['DE', 'NL', 'AT', 'CH'], '2026-11-24', '2028-02-29'],
  [['US', 'GB'], '2026-12-20', '2027-01-10'],
  [['TR', 'AE', 'SA'], '2025-01-01', '2026-12-31'],
  [['CN', 'JP', 'KR'], '2034-06-01', '2035-05-31'],
  [['IL', 'IR', 'BD', 'ET'], '2045-01-01', '2045-12-31'],
  [['NZ', 'KI', 'BR', 'GR'], '2049-12-01', '2050-12-31'],
]
const asked = spread.flatMap(([countries, from, to]) =>
  languages.map((language) => ({ countries, from, to, language, about: `${countries.join(', ')} in ${language}` })),
)

it.each(asked)('The holidays of $about from $from to $to match the package', async (one) => {
  const told = await holidaysOf(one.countries, one.from, one.to, one.language)
  expect(told.length).toBeGreaterThan(0)
  expect(told).toEqual(ofPackage(one.countries, one.from, one.to, one.language))
})

it('The file has every country of the installed package', () => {
  const manifest = readFileSync(path.join('node_modules/date-holidays/package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  // If this fails, run: npm run holidays
  expect(file.source).toBe(`date-holidays ${version}`)
  expect(Object.keys(file.countries)).toEqual(countryCodes())
})

it('The file reaches further than any campaign made now', () => {
  // If this fails, set a later year in holiday-file.ts, then run: npm run holidays
  expect(file.to - new Date().getFullYear()).toBeGreaterThanOrEqual(5)
})

it('Years beyond the file have no holidays, and other years of the query have theirs', async () => {
  const told = await holidaysOf(['DE'], `${file.to}-12-01`, `${file.to + 1}-12-31`, 'de')
  expect(told.map(({ date }) => date)).toEqual([`${file.to}-12-25`, `${file.to}-12-26`])
  expect(await holidaysOf(['DE'], `${file.from - 1}-01-01`, `${file.from - 1}-12-31`, 'de')).toEqual([])
})
