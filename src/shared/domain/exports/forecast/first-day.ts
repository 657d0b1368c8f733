import { dateOfDay, dayOfDate } from '../../core/days.ts'

/** The first day a campaign can send on, in its own time zone, and how much of that day's sending hours remains. */
export type Hours = {
  readonly timezone: string
  /** `HH:MM`. */
  readonly from: string
  readonly to: string
  /** YYYY-MM-DD, or null to start immediately. */
  readonly startDate: string | null
}

export function firstDay(hours: Hours, nowMs: number): { readonly from: string; readonly firstDayShare: number } {
  const { date, minute } = timeIn(hours.timezone, nowMs)
  if (hours.startDate !== null && hours.startDate > date) return { from: hours.startDate, firstDayShare: 1 }
  const [opens, closes] = [minuteOf(hours.from), minuteOf(hours.to)]
  const left = (closes - Math.max(opens, minute)) / Math.max(1, closes - opens)
  return { from: date, firstDayShare: Math.min(1, Math.max(0, left)) }
}

/**
 * Returns when a campaign sends its first email, in its own time zone; `time` null: immediately. Null if none of the
 * next 400 days is a sending day.
 */
export function firstSending(
  hours: Hours & {
    /** 0 is Sunday. */
    readonly days: readonly number[]
    readonly endDate: string | null
    readonly avoid: readonly { readonly date: string }[]
  },
  nowMs: number,
): { readonly date: string; readonly time: string | null } | null {
  const now = timeIn(hours.timezone, nowMs)
  const avoided = new Set(hours.avoid.map(({ date }) => date))
  const begin = dayOfDate(hours.startDate !== null && hours.startDate > now.date ? hours.startDate : now.date)
  for (let day = begin; day < begin + 400; day += 1) {
    const date = dateOfDay(day)
    if (hours.endDate !== null && date > hours.endDate) return null
    if (avoided.has(date) || !hours.days.includes(weekdayOf(date))) continue
    const isToday = date === now.date
    if (isToday && now.minute >= minuteOf(hours.to)) continue
    return { date, time: isToday && now.minute >= minuteOf(hours.from) ? null : hours.from }
  }
  return null
}

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay()

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Returns date and minute of the day in a time zone; in UTC if this system does not know the zone. */
function timeIn(timezone: string, nowMs: number): { readonly date: string; readonly minute: number } {
  const parts = (zone: string) =>
    new Map(
      new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      })
        .formatToParts(nowMs)
        .map(({ type, value }) => [type, value]),
    )
  let found: ReturnType<typeof parts>
  try {
    found = parts(timezone)
  } catch {
    found = parts('UTC')
  }
  const of = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? '00'
  return { date: `${of('year')}-${of('month')}-${of('day')}`, minute: Number(of('hour')) * 60 + Number(of('minute')) }
}
