/** Bars of a forecast: one per day, or one per week if there are too many days. */
import { dateOfDay, dayOfDate } from '#shared/domain/core/days.ts'
import type { Forecast, ForecastDay } from '#shared/domain/exports/forecast/forecast.ts'

/** Forecasts with more days than this are drawn by week. */
const maxDays = 70

const spanOf = ({ days }: Forecast): number => {
  const [first, last] = [days[0], days.at(-1)]
  return first && last ? dayOfDate(last.date) - dayOfDate(first.date) + 1 : 0
}

/** Whether the forecast is drawn by week. */
export const isLong = (found: Forecast): boolean => spanOf(found) > maxDays

/** Returns every day from the first to the last, with weekends as gaps, or weeks if there are too many days. */
export function barsOf(found: Forecast): readonly ForecastDay[] {
  const [begin] = found.days
  if (!begin) return []
  const length = isLong(found) ? 7 : 1
  const start = dayOfDate(begin.date)
  const sums = Array.from({ length: Math.ceil(spanOf(found) / length) }, () => ({ first: 0, followUps: 0 }))
  for (const { date, first, followUps } of found.days) {
    const sum = sums[Math.floor((dayOfDate(date) - start) / length)]
    if (!sum) continue
    sum.first += first
    sum.followUps += followUps
  }
  return sums.map((sum, at) => ({ date: dateOfDay(start + at * length), ...sum }))
}
