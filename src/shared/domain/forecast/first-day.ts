/** The first day a campaign can send on, in its own zone, and how much of that day's hours is left. */
export type Hours = {
  readonly timezone: string
  /** `HH:MM`. */
  readonly from: string
  readonly to: string
  /** YYYY-MM-DD, or null for at once. */
  readonly startDate: string | null
}

export function firstDay(hours: Hours, nowMs: number): { readonly from: string; readonly firstDayShare: number } {
  const { date, minute } = timeIn(hours.timezone, nowMs)
  if (hours.startDate !== null && hours.startDate > date) return { from: hours.startDate, firstDayShare: 1 }
  const [opens, closes] = [minuteOf(hours.from), minuteOf(hours.to)]
  const left = (closes - Math.max(opens, minute)) / Math.max(1, closes - opens)
  return { from: date, firstDayShare: Math.min(1, Math.max(0, left)) }
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Date and minute of the day in a zone; UTC for one this system does not know. */
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
