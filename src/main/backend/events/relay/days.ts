/** UTC days as they are written: `2026-11-20`. */
import { dateOfDay, dayMs, dayOfDate, utcDate } from '#shared/domain/core/days.ts'
import { longestAnswerMs } from '../../core/lib/rest-of.ts'

/** As many days back as Instantly is asked for what was missed. */
export const mostDaysBack = 30

/**
 * From when on is looked for what may be missing since then. A time that lies ahead was written by a clock that has been put
 * back since: nobody knows when it was, and it is looked as far back as makes sense, as where there is none.
 */
export function missedFrom(since: number | null, now: number): number {
  const furthest = now - mostDaysBack * dayMs
  if (since === null || since - now > longestAnswerMs) return furthest
  return Math.max(Math.min(since, now), furthest)
}

export const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`)
export const dayAfter = (day: string): string => utcDate(startOf(day) + dayMs)

/** All days from one to another, both in it. */
export function daysOf(from: string, to: string): readonly string[] {
  const first = dayOfDate(from)
  return Array.from({ length: Math.max(0, dayOfDate(to) - first + 1) }, (_, at) => dateOfDay(first + at))
}
