/** Computes hours of the week in a time zone from counts by UTC hour. */

import { dayMs } from '#shared/domain/core/days.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { offsetMinutes } from '../../core/instantly/match-zone.ts'

const hourMs = 3_600_000

/** Hours in a week, indexed by weekday (0 is Monday) times 24 plus the hour. */
export const weekHours = 168

/** Consecutive days with the same offset; a day on which the clocks change stands alone. */
export type OffsetSpan = Period & {
  /** Offset in minutes for each UTC hour of these days. */
  readonly minutes: readonly number[]
}

/** Splits the days of a period (UTC) where the zone's clocks change. */
export function offsetSpans(zone: string, { from, to }: Period): readonly OffsetSpan[] {
  const spans: OffsetSpan[] = []
  const steady = (day: number, minutes: number) =>
    offsetMinutes(zone, day * dayMs) === minutes && offsetMinutes(zone, (day + 1) * dayMs - hourMs) === minutes
  for (let day = from; day <= to; ) {
    const minutes = offsetMinutes(zone, day * dayMs)
    if (!steady(day, minutes)) {
      spans.push({ from: day, to: day, minutes: hourlyOffsetsOf(zone, day) })
      day += 1
      continue
    }
    // Clock changes are weeks apart, so it advances by weeks and then by days.
    let last = day
    while (last + 7 <= to && steady(last + 7, minutes)) last += 7
    while (last + 1 <= to && steady(last + 1, minutes)) last += 1
    spans.push({ from: day, to: last, minutes: Array.from({ length: 24 }, () => minutes) })
    day = last + 1
  }
  return spans
}

const hourlyOffsetsOf = (zone: string, day: number): readonly number[] =>
  Array.from({ length: 24 }, (_, hour) => offsetMinutes(zone, day * dayMs + hour * hourMs))

/** Returns the hour of the week of a UTC hour shifted by an offset; with half hours, that in which it starts. */
export function hourOfWeek(day: number, hour: number, minutes: number): number {
  // 1 January 1970 was a Thursday, the fourth day of a week starting on Monday.
  const hours = (day + 3) * 24 + hour + Math.floor(minutes / 60)
  return ((hours % weekHours) + weekHours) % weekHours
}
