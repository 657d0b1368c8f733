/**
 * When the mails of a sequence go out, day by day: first mails and follow-ups share what the mailboxes may send a day, and
 * follow-ups go first, as Instantly sends them unless a campaign says otherwise. Counted as if nobody answered, so it is
 * never too early.
 */
import { dateOfDay, dayOfDate } from '../../core/days.ts'
import { createSendQueue } from './send-queue.ts'

export type ForecastRequest = {
  readonly leads: number
  /** Days from each email to the next; one less than there are emails. */
  readonly waits: readonly number[]
  /** Mails the campaign can send on a whole day. */
  readonly perDay: number
  /** Days of the week it sends on; 0 is Sunday. */
  readonly days: readonly number[]
  /** First and last day it may send, as YYYY-MM-DD in its own zone; `to` null for no end. */
  readonly from: string
  readonly to: string | null
  /** How much of the first day's hours is left, 0 to 1, where `from` is today. */
  readonly firstDayShare: number
  /** Dates nothing is sent on. */
  readonly without?: ReadonlySet<string>
}

export type ForecastDay = { readonly date: string; readonly first: number; readonly followUps: number }

export type Forecast = {
  /** Days something is sent on, in their order. */
  readonly days: readonly ForecastDay[]
  readonly mails: number
  /** Mails that find no place before the last day. */
  readonly unsent: { readonly first: number; readonly followUps: number }
  /** It goes on for longer than is counted: ten years. */
  readonly cut: boolean
}

const mostDays = 3_660

/** Null where nothing can ever be sent: no lead, no mailbox, no day. */
export function forecast({
  leads,
  waits,
  perDay,
  days,
  from,
  to,
  firstDayShare,
  without,
}: ForecastRequest): Forecast | null {
  if (leads <= 0 || perDay <= 0 || days.length === 0) return null
  const start = dayOfDate(from)
  const end = to === null ? Number.POSITIVE_INFINITY : dayOfDate(to)
  const queue = createSendQueue(leads, waits)
  const sent: ForecastDay[] = []
  let day = start
  for (; queue.firstLeft() + queue.followUpsLeft() > 0 && day <= end && day - start < mostDays; day += 1) {
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

/** Several campaigns as one: sums by date. Null where none of them can send. */
export function forecastTogether(wishes: readonly ForecastRequest[]): Forecast | null {
  const all = wishes.map((wish) => ({ wish, found: forecast(wish) }))
  if (all.every(({ found }) => found === null)) return null
  const days = new Map<string, ForecastDay>()
  let mails = 0
  let cut = false
  const unsent = { first: 0, followUps: 0 }
  for (const { wish, found } of all) {
    const whole = wish.leads * (wish.waits.length + 1)
    mails += whole
    unsent.first += found ? found.unsent.first : wish.leads
    unsent.followUps += found ? found.unsent.followUps : whole - wish.leads
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

/** 0 is Sunday; day 0, the first of January 1970, was a Thursday. */
export const weekdayOfDay = (day: number): number => (((day + 4) % 7) + 7) % 7
