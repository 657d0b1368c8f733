/**
 * Forecasts when the emails of a sequence are sent, day by day. First emails and follow-ups share the daily limit of
 * the accounts, and follow-ups go first, which is Instantly's default. Assumes that nobody replies, so results are
 * never too early.
 */
import { dateOfDay, dayOfDate } from '../../core/days.ts'
import { createSendQueue } from './send-queue.ts'

export type ForecastRequest = {
  readonly leads: number
  /** Days from each email to the next; one fewer than there are emails. */
  readonly waits: readonly number[]
  /** Emails the campaign can send on a full day. */
  readonly perDay: number
  /** Days of the week on which it sends; 0 is Sunday. */
  readonly days: readonly number[]
  /** First and last day it may send, as YYYY-MM-DD in its own zone; `to` is null for no end. */
  readonly from: string
  readonly to: string | null
  /** Remaining fraction of the first day's sending hours, 0 to 1, if `from` is today. */
  readonly firstDayShare: number
  /** Dates on which nothing is sent. */
  readonly without?: ReadonlySet<string>
}

export type ForecastDay = { readonly date: string; readonly first: number; readonly followUps: number }

export type Forecast = {
  /** Days on which something is sent, in order. */
  readonly days: readonly ForecastDay[]
  readonly mails: number
  /** Emails that cannot be sent before the last day. */
  readonly unsent: { readonly first: number; readonly followUps: number }
  /** Whether it continues beyond the ten years that are computed. */
  readonly cut: boolean
}

const maxDays = 3_660

/** Returns null if nothing can ever be sent: no lead, no account, no day. */
export function computeForecast(request: ForecastRequest): Forecast | null {
  const { leads, waits, perDay, days, from, to, firstDayShare, without } = request
  if (leads <= 0 || perDay <= 0 || days.length === 0) return null
  const start = dayOfDate(from)
  const end = to === null ? Number.POSITIVE_INFINITY : dayOfDate(to)
  const queue = createSendQueue(leads, waits)
  const sent: ForecastDay[] = []
  let day = start
  for (; queue.firstLeft() + queue.followUpsLeft() > 0 && day <= end && day - start < maxDays; day += 1) {
    if (!days.includes(weekdayOfDay(day)) || without?.has(dateOfDay(day))) continue
    const room = day === start ? Math.floor(perDay * firstDayShare) : perDay
    const followUps = queue.sendFollowUps(day, Math.min(room, queue.dueBy(day)))
    const first = queue.sendFirst(day, room - followUps)
    if (first + followUps > 0) sent.push({ date: dateOfDay(day), first, followUps })
  }
  const [firstLeft, followUpsLeft] = [queue.firstLeft(), queue.followUpsLeft()]
  return {
    days: sent,
    mails: leads * (waits.length + 1),
    unsent: { first: firstLeft, followUps: followUpsLeft },
    cut: firstLeft + followUpsLeft > 0 && day <= end,
  }
}

/** Forecasts several campaigns as one, with sums by date. Null if none of them can send. */
export function forecastTogether(requests: readonly ForecastRequest[]): Forecast | null {
  const all = requests.map((request) => ({ request, found: computeForecast(request) }))
  if (all.every(({ found }) => found === null)) return null
  const days = new Map<string, ForecastDay>()
  let mails = 0
  let cut = false
  const unsent = { first: 0, followUps: 0 }
  for (const { request, found } of all) {
    const whole = request.leads * (request.waits.length + 1)
    mails += whole
    unsent.first += found ? found.unsent.first : request.leads
    unsent.followUps += found ? found.unsent.followUps : whole - request.leads
    cut ||= found?.cut ?? false
    for (const day of found?.days ?? []) {
      const before = days.get(day.date)
      days.set(day.date, {
        date: day.date,
        first: (before?.first ?? 0) + day.first,
        followUps: (before?.followUps ?? 0) + day.followUps,
      })
    }
  }
  return { days: [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1)), mails, unsent, cut }
}

/** Returns the day of the week; 0 is Sunday. Day 0, 1 January 1970, was a Thursday. */
export const weekdayOfDay = (day: number): number => (((day + 4) % 7) + 7) % 7
