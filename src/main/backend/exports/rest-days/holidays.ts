/** Public holidays, from the package date-holidays. It is loaded with the first question: most starts need none. */
import type { AvoidedDate } from '#shared/domain/exports/forecast/avoid.ts'

type Library = typeof import('date-holidays')
let loading: Promise<Library['default']> | null = null
const load = () => {
  loading ??= import('date-holidays').then((library) => library.default)
  return loading
}

/** Those of whole countries from one date to another, both included, in their order. Countries it does not know have none. */
export async function holidaysOf(
  countries: readonly string[],
  from: string,
  to: string,
  language: string,
): Promise<readonly AvoidedDate[]> {
  const Holidays = await load()
  const found: AvoidedDate[] = []
  const years = range(Number(from.slice(0, 4)), Math.min(Number(to.slice(0, 4)), Number(from.slice(0, 4)) + 3))
  for (const country of new Set(countries)) {
    const calendar = new Holidays()
    // `init` of a country it does not know gives those of none.
    if (!(country in calendar.getCountries())) continue
    calendar.init(country)
    const seen = new Set<string>()
    for (const year of years) {
      for (const { date, name, type, start, end } of calendar.getHolidays(year, language)) {
        if (type !== 'public') continue
        for (const day of daysOf(date.slice(0, 10), start, end)) {
          if (day < from || day > to || seen.has(day)) continue
          seen.add(day)
          found.push({ date: day, name: name.slice(0, 80), country })
        }
      }
    }
  }
  return found.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)

/** Some last for days; one that begins at sunset still counts from its own date. */
function daysOf(date: string, start: Date, end: Date): readonly string[] {
  const length = Math.min(10, Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000)))
  const first = Date.parse(`${date}T00:00:00Z`)
  return range(0, length - 1).map((at) => new Date(first + at * 86_400_000).toISOString().slice(0, 10))
}
