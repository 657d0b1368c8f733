/** Periods of whole UTC days, as counted by Instantly. A day is a number of days since 1970. */
import { dateOfDay, dayOfDate } from '../../core/days.ts'

/** Both ends are included. */
export type Period = { readonly from: number; readonly to: number }

/** Returns the preceding period of the same number of days, or of the same number of whole months. */
export function periodBefore(period: Period): Period {
  const { from, to } = period
  let before = from
  for (let months = wholeMonths(period); months > 0; months--) before = intervalStartOf(before - 1, 'month')
  return { from: before === from ? from - (to - from + 1) : before, to: from - 1 }
}

/** Returns how many whole calendar months a period consists of; 0 if it is not made up of whole months. */
export function wholeMonths({ from, to }: Period): number {
  const ends = [from, to + 1]
  return ends.every((day) => intervalStartOf(day, 'month') === day) ? intervalStartsOf({ from, to }, 'month').length : 0
}

export const grains = ['day', 'week', 'month'] as const
export type Grain = (typeof grains)[number]

/**
 * Returns the interval length for a chart: days up to a month, weeks up to a year, months beyond. This gives about
 * thirty points, never hundreds.
 */
export function grainOf({ from, to }: Period): Grain {
  const days = to - from + 1
  return days <= 31 ? 'day' : days <= 371 ? 'week' : 'month'
}

/** Returns the first day of the day, week (from Monday, ISO 8601) or month that contains `day`. */
export function intervalStartOf(day: number, grain: Grain): number {
  if (grain === 'day') return day
  // 1 January 1970 was a Thursday.
  if (grain === 'week') return day - ((day + 3) % 7)
  return dayOfDate(`${dateOfDay(day).slice(0, 7)}-01`)
}

/** Returns the first days of all intervals of a period; the first may be before the period. */
export function intervalStartsOf(period: Period, grain: Grain): readonly number[] {
  const places: number[] = []
  for (let day = intervalStartOf(period.from, grain); day <= period.to; day = nextIntervalStart(day, grain))
    places.push(day)
  return places
}

function nextIntervalStart(day: number, grain: Grain): number {
  if (grain === 'day') return day + 1
  if (grain === 'week') return day + 7
  return intervalStartOf(day + 31, 'month')
}

export const namedPeriods = ['week', 'month', 'quarter', 'year', 'all'] as const
export type NamedPeriod = (typeof namedPeriods)[number]

/**
 * Returns the days of a named period that ends on `last`. Twelve weeks and twelve months start on the first day of a
 * week or month, so that only the last interval is incomplete. `first`: the first day with data, used for `all`.
 */
export function namedPeriod(name: NamedPeriod, first: number, last: number): Period {
  if (name === 'all') return { from: Math.min(first, last), to: last }
  if (name === 'week') return { from: last - 6, to: last }
  if (name === 'month') return { from: last - 29, to: last }
  if (name === 'quarter') return { from: intervalStartOf(last, 'week') - 11 * 7, to: last }
  let from = intervalStartOf(last, 'month')
  for (let months = 1; months < 12; months++) from = intervalStartOf(from - 1, 'month')
  return { from, to: last }
}
