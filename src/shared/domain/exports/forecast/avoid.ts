/** Dates on which a campaign should send nothing: holidays and the operator's own dates. Dates are YYYY-MM-DD. */
import { dateOfDay, dayOfDate } from '../../core/days.ts'

export type BlackoutDate = {
  readonly date: string
  readonly name: string
  /** ISO code of the country whose holiday it is; null for one of the operator's own, which applies to all leads. */
  readonly country: string | null
}

/** Returns the start date, moved past dates to avoid; unchanged if there is no free day before `end`. */
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

/** Minimum share of a campaign's leads in a country for its holidays to apply to the campaign. */
const minShare = 0.1

type Counts = readonly { readonly country: string | null; readonly leads: number }[]

/** Returns the countries with enough of a campaign's leads for their holidays to apply. */
export function relevantCountries(countries: Counts): readonly string[] {
  const all = countries.reduce((sum, { leads }) => sum + leads, 0)
  return countries.flatMap(({ country, leads }) => (country !== null && leads >= all * minShare ? [country] : []))
}

/** The dates that apply to a campaign with this many leads in each country; all dates if no country is known. */
export function datesToAvoid(avoid: readonly BlackoutDate[], countries: Counts): readonly BlackoutDate[] {
  const counted = new Set(relevantCountries(countries))
  if (counted.size === 0) return avoid
  return avoid.filter(({ country }) => country === null || counted.has(country))
}
