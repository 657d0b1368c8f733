/** A forecast as bars: a day each, or a week where days would be too many. */
import { dateOfDay, dayOfDate } from '#shared/domain/core/days.ts'
import type { Forecast } from '#shared/domain/exports/forecast/forecast.ts'

/** More days than this are drawn as weeks. */
const mostDays = 70

const spanOf = ({ days }: Forecast): number => {
  const [first, last] = [days[0], days.at(-1)]
  return first && last ? dayOfDate(last.date) - dayOfDate(first.date) + 1 : 0
}

/** Whether it is drawn week by week. */
export const isLong = (found: Forecast): boolean => spanOf(found) > mostDays

type ForecastBar = { readonly date: string; readonly first: number; readonly followUps: number }

/** Every day from the first to the last, a weekend being a gap; weeks where days would be too many. */
export function barsOf(found: Forecast): readonly ForecastBar[] {
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
