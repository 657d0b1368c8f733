/** Computes when a planned report is due, in the operator's time zone, and which days it covers. Pure functions. */
import { dateOfDay, dayAt, dayMs, dayOfDate } from '#shared/domain/core/days.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { reportPeriod } from '#shared/domain/insights/reports/period.ts'

export type Rhythm = {
  readonly every: 'week' | 'month'
  /** Day of the week (0 is Sunday), or of the month (1 to 31; in a shorter month, its last day). */
  readonly day: number
  /** Minutes after midnight, local time. */
  readonly minute: number
}

/** Time at which a report is due. `at`: epoch ms. */
export type DueTime = { readonly at: number; readonly period: Period }

/** Returns the latest due time at or before `now`. */
export function lastDueTime(rhythm: Rhythm, now: number, zone: string): DueTime {
  // Starts a day ahead, as the zone's calendar can be ahead of UTC.
  for (let day = dayAt(now) + 1; ; day--) {
    const due = dueTimeOn(rhythm, day, zone)
    if (due && due.at <= now) return due
  }
}

/** Returns the first due time after `now`. */
export function nextDueTime(rhythm: Rhythm, now: number, zone: string): DueTime {
  for (let day = dayAt(now) - 1; ; day++) {
    const due = dueTimeOn(rhythm, day, zone)
    if (due && due.at > now) return due
  }
}

const minuteMs = 60_000

function dueTimeOn({ every, day: wanted, minute }: Rhythm, day: number, zone: string): DueTime | null {
  if (every === 'week') {
    // 1 January 1970 was a Thursday.
    if ((((day + 4) % 7) + 7) % 7 !== wanted) return null
    return { at: instantOfLocalTime(day, minute, zone), period: reportPeriod('week', day) }
  }
  const date = Number(dateOfDay(day).slice(8))
  if (date !== Math.min(wanted, lastDayOfMonth(day))) return null
  return { at: instantOfLocalTime(day, minute, zone), period: reportPeriod('month', day) }
}

function lastDayOfMonth(day: number): number {
  const next = dayOfDate(`${dateOfDay(day).slice(0, 7)}-28`) + 4
  return Number(dateOfDay(dayOfDate(`${dateOfDay(next).slice(0, 7)}-01`) - 1).slice(8))
}

/**
 * Returns the instant of a local time in `zone`. A time skipped by daylight saving is shifted forward by the skipped
 * amount; of one that occurs twice, the first is returned.
 */
function instantOfLocalTime(day: number, minute: number, zone: string): number {
  const wall = day * dayMs + minute * minuteMs
  // The offsets a day before and after differ if a change lies between them.
  const before = wall - offsetAt(wall - dayMs, zone)
  const after = wall - offsetAt(wall + dayMs, zone)
  const right = [before, after].filter((at) => at + offsetAt(at, zone) === wall)
  return right.length > 0 ? Math.min(...right) : before
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Returns the zone's offset from UTC at an instant, in ms east. */
function offsetAt(at: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
