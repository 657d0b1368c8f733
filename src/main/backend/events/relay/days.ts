/** UTC days in the format `2026-11-20`. */
import { dateOfDay, dayMs, dayOfDate, utcDate } from '#shared/domain/core/days.ts'
import { longestAnswerMs } from '../../core/lib/clock-spans.ts'

/** How many days back Instantly is asked for missed events. */
export const maxDaysBack = 30

/**
 * The time from which to look for events missed since then. A time in the future was written by a clock that has been
 * put back: the real one is unknown, so it is treated like a missing one and the furthest time is used.
 */
export function missedFrom(since: number | null, now: number): number {
  const furthest = now - maxDaysBack * dayMs
  if (since === null || since - now > longestAnswerMs) return furthest
  return Math.max(Math.min(since, now), furthest)
}

export const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`)
export const dayAfter = (day: string): string => utcDate(startOf(day) + dayMs)

/** All days in a range, both ends included. */
export function daysOf(from: string, to: string): readonly string[] {
  const first = dayOfDate(from)
  return Array.from({ length: Math.max(0, dayOfDate(to) - first + 1) }, (_, at) => dateOfDay(first + at))
}
