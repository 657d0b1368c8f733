/** Dates a campaign is to send nothing on: holidays, and days of the operator's own. Dates are YYYY-MM-DD. */
import { dateOfDay, dayOfDate } from '../../core/days.ts'

export type BlackoutDate = {
  readonly date: string
  readonly name: string
  /** ISO code of the country whose holiday it is; null for a day of the operator's own, which holds for all leads. */
  readonly country: string | null
}

/** The start, moved past dates to avoid; unchanged where no free day is left before `end`. */
export function startAfterAvoided(
  start: string,
  end: string | null,
  avoid: readonly Pick<BlackoutDate, 'date'>[],
): string {
  const taken = new Set(avoid.map(({ date }) => date))
  let day = dayOfDate(start)
  while (taken.has(dateOfDay(day))) day += 1
  const moved = dateOfDay(day)
  return end !== null && moved > end ? start : moved
}

/** The least share of a campaign's leads that makes a country's holiday one of the campaign. */
const leastShare = 0.1

type Counts = readonly { readonly country: string | null; readonly leads: number }[]

/** Countries with enough of a campaign's leads that their holidays count. */
export function countriesCounted(countries: Counts): readonly string[] {
  const all = countries.reduce((sum, { leads }) => sum + leads, 0)
  return countries.flatMap(({ country, leads }) => (country !== null && leads >= all * leastShare ? [country] : []))
}

/** Dates that hold for a campaign with so many leads of each country; of one without any country known, all. */
export function avoidedFor(avoid: readonly BlackoutDate[], countries: Counts): readonly BlackoutDate[] {
  const counted = new Set(countriesCounted(countries))
  if (counted.size === 0) return avoid
  return avoid.filter(({ country }) => country === null || counted.has(country))
}
