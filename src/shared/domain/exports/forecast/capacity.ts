/**
 * Computes what accounts shared by campaigns will send in the next days. Limits, ramp and blackout dates are taken into
 * account, and follow-ups go first as in the forecast of an export. Assumes that nobody replies, so results are never
 * too early.
 */
import { dateOfDay, dayOfDate } from '../../core/days.ts'
import { weekdayOfDay } from './forecast.ts'
import { createSendQueue, type DueFollowUps, type SendQueue } from './send-queue.ts'

export type CapacityAccount = {
  readonly email: string
  /** Null if not known; the account is then assumed to send whatever its campaigns need. */
  readonly dailyLimit: number | null
  readonly sentToday: number
  /** The most it sent on one of the last days, if its limit is being raised step by step; otherwise null. */
  readonly rampFrom: number | null
  /** False if the account is paused or broken. */
  readonly canSend: boolean
}

export type CapacityCampaign<Id> = {
  readonly id: Id
  readonly accounts: readonly string[]
  /** Leads who have not been sent an email. */
  readonly leads: number
  readonly waits: readonly number[]
  readonly begun: readonly DueFollowUps[]
  readonly dailyLimit: number | null
  readonly newPerDay: number | null
  readonly newFirst: boolean
  readonly sentToday: number
  /** Days of the week; 0 is Sunday. */
  readonly days: readonly number[]
  readonly from: string
  readonly to: string | null
  readonly firstDayShare: number
  readonly without: ReadonlySet<string>
}

export type Capacity<Id> = {
  /** YYYY-MM-DD, today first. */
  readonly dates: readonly string[]
  /** Emails for each date. */
  readonly campaigns: ReadonlyMap<Id, readonly { readonly first: number; readonly followUps: number }[]>
  readonly accounts: ReadonlyMap<string, readonly AccountDay[]>
  /** Days until the last lead gets the first email, 0 for today. Null beyond `mostDays`. Absent if none waits. */
  readonly lastLeads: ReadonlyMap<Id, number | null>
}
/** `possible`: the maximum it may send that day; 0 if none of its campaigns sends. */
export type AccountDay = { readonly planned: number; readonly possible: number }

export const capacityDays = 7
/** Maximum number of days computed; leads may last longer. */
export const maxDays = 90
/** Number of additional emails per day allowed by Instantly's slow ramp. */
const rampStep = 2
/** More than any account sends. */
const unknownLimit = 1_000_000

type Part<Id> = {
  readonly of: CapacityCampaign<Id>
  readonly queue: SendQueue
  readonly own: readonly Room[]
  readonly week: { first: number; followUps: number }[]
  sent: number
  sentNew: number
  most: number
}
type Room = {
  readonly of: CapacityAccount
  readonly week: { planned: number; possible: number }[]
  left: number
  users: number
}

/** Computes the capacity. `today`: YYYY-MM-DD. */
export function computeCapacity<Id>(
  campaigns: readonly CapacityCampaign<Id>[],
  accounts: readonly CapacityAccount[],
  today: string,
): Capacity<Id> {
  const start = dayOfDate(today)
  const rooms = new Map<string, Room>(accounts.map((of) => [of.email, { of, week: [], left: 0, users: 0 }]))
  const parts = campaigns
    .map(
      (of): Part<Id> => ({
        of,
        queue: createSendQueue(of.leads, of.waits, of.begun),
        own: [...new Set(of.accounts)].flatMap((email) => rooms.get(email) ?? []),
        week: [],
        sent: 0,
        sentNew: 0,
        most: 0,
      }),
    )
    // Campaigns with the fewest accounts to choose from go first.
    .toSorted((a, b) => a.own.length - b.own.length)
  const inUse = new Set(parts.flatMap(({ own }) => own))
  const lastLeads = new Map<Id, number | null>()
  for (let at = 0; at < maxDays; at += 1) {
    const day = start + at
    if (at >= capacityDays && parts.every(({ queue }) => queue.firstLeft() === 0)) break
    const active = parts.filter(({ of }) => sendsOn(of, day))
    for (const room of rooms.values()) {
      room.left = limitOn(room.of, at)
      room.users = 0
    }
    for (const part of active) {
      for (const room of part.own) room.users += 1
      beginDay(part, at)
    }
    if (at < capacityDays)
      for (const room of rooms.values()) {
        const isUsed = inUse.has(room) ? room.users > 0 : isWorkday(day)
        const possible = isUsed && room.of.dailyLimit !== null ? room.left : 0
        room.week.push({ planned: 0, possible })
      }
    for (const part of active) part.queue.dueBy(day)
    const newFirst = active.filter(({ of }) => of.newFirst)
    sendNew(newFirst, day, at, lastLeads)
    for (const part of active) {
      const followUps = takeFromAccounts(part, part.queue.dueBy(day), at)
      part.queue.sendFollowUps(day, followUps)
      addToWeek(part, at, 'followUps', followUps)
    }
    sendNew(
      active.filter(({ of }) => !of.newFirst),
      day,
      at,
      lastLeads,
    )
  }
  for (const { of, queue } of parts) if (queue.firstLeft() > 0) lastLeads.set(of.id, null)
  return {
    dates: Array.from({ length: capacityDays }, (_, at) => dateOfDay(start + at)),
    campaigns: new Map(parts.map(({ of, week }) => [of.id, fillWeekGaps(week, { first: 0, followUps: 0 })])),
    accounts: new Map([...rooms].map(([email, { week }]) => [email, week])),
    lastLeads,
  }
}

function sendsOn({ days, from, to, without }: CapacityCampaign<unknown>, day: number): boolean {
  const date = dateOfDay(day)
  return days.includes(weekdayOfDay(day)) && date >= from && (to === null || date <= to) && !without.has(date)
}

const isWorkday = (day: number): boolean => ![0, 6].includes(weekdayOfDay(day))

function limitOn({ canSend, dailyLimit, sentToday, rampFrom }: CapacityAccount, at: number): number {
  if (!canSend) return 0
  const limit = dailyLimit ?? unknownLimit
  const ramped = rampFrom === null ? limit : Math.min(limit, rampFrom + rampStep * (at + 1))
  return Math.max(0, at === 0 ? ramped - sentToday : ramped)
}

/** Sets what a campaign may send this day: its own limit and, on the first day, the remaining sending hours. */
function beginDay(part: Part<unknown>, at: number): void {
  const { of, own } = part
  part.sent = at === 0 ? of.sentToday : 0
  part.sentNew = 0
  const byHours =
    at === 0
      ? Math.floor(own.reduce((sum, room) => sum + (room.of.dailyLimit ?? unknownLimit), 0) * of.firstDayShare)
      : Infinity
  part.most = Math.max(0, Math.min(of.dailyLimit === null ? Infinity : of.dailyLimit - part.sent, byHours))
}

/** Sends new leads of campaigns that share accounts: first each campaign its fair share, then whatever others leave. */
function sendNew<Id>(parts: readonly Part<Id>[], day: number, at: number, lastLeads: Map<Id, number | null>): void {
  for (const share of [true, false])
    for (const part of parts) {
      const { of, queue, own } = part
      if (queue.firstLeft() === 0) continue
      const fair = share
        ? Math.ceil(own.reduce((sum, { left, users }) => sum + left / Math.max(1, users), 0))
        : Infinity
      const wanted = Math.min(queue.firstLeft(), fair, (of.newPerDay ?? Infinity) - part.sentNew)
      const first = queue.sendFirst(day, takeFromAccounts(part, wanted, at))
      part.sentNew += first
      addToWeek(part, at, 'first', first)
      if (first > 0 && queue.firstLeft() === 0) lastLeads.set(of.id, at)
    }
}

/** Takes this many emails from a campaign's accounts, as evenly as their limits allow; returns how many it got. */
function takeFromAccounts(part: Part<unknown>, wanted: number, at: number): number {
  let open = Math.max(0, Math.min(wanted, part.most))
  if (open === 0) return 0
  const before = open
  const rooms = part.own.filter(({ left }) => left > 0).toSorted((a, b) => a.left - b.left)
  for (const [no, room] of rooms.entries()) {
    const now = Math.min(room.left, Math.ceil(open / (rooms.length - no)))
    room.left -= now
    open -= now
    const planned = room.week[at]
    if (planned) planned.planned += now
    if (open === 0) break
  }
  part.most -= before - open
  return before - open
}

function addToWeek(part: Part<unknown>, at: number, what: 'first' | 'followUps', count: number): void {
  if (at >= capacityDays || count === 0) return
  const day = (part.week[at] ??= { first: 0, followUps: 0 })
  day[what] += count
}

const fillWeekGaps = <T>(week: readonly (T | undefined)[], none: T): readonly T[] =>
  Array.from({ length: capacityDays }, (_, at) => week[at] ?? none)

/**
 * Estimates who is still waiting for a follow-up from what a campaign has done: people by the day of their first email,
 * and emails sent per step. The people contacted last are assumed to be the ones waiting. `stopped`: replied, bounced
 * or unsubscribed, by step.
 */
export function estimateDueFollowUps(of: {
  readonly contacted: readonly { readonly day: number; readonly count: number }[]
  readonly sentOfStep: readonly number[]
  readonly stopped: readonly number[]
  readonly waits: readonly number[]
  readonly today: number
}): readonly DueFollowUps[] {
  const { sentOfStep, stopped, waits, today } = of
  const newestFirst = of.contacted.toSorted((a, b) => b.day - a.day)
  const found: DueFollowUps[] = []
  let skip = 0
  for (let step = 1; step <= waits.length; step += 1) {
    const had = sentOfStep[step - 1] ?? 0
    const next = sentOfStep[step] ?? 0
    let open = Math.max(0, had - next - (stopped[step - 1] ?? 0))
    const days = waits.slice(0, step).reduce((sum, wait) => sum + Math.max(1, wait), 0)
    let passed = 0
    for (const { day, count } of newestFirst) {
      if (open === 0) break
      const free = Math.max(0, Math.min(count, passed + count - skip))
      passed += count
      const now = Math.min(free, open)
      open -= now
      if (now > 0) found.push({ step, day: Math.max(today, day + days), count: now })
    }
    skip += Math.max(0, had - next)
  }
  return found
}
