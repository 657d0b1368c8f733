/** Computes when a campaign may send: its schedules' days and hours, each in its own time zone. */
import { dayMs } from '#shared/domain/core/days.ts'
import { listOf, optionalText, type Values, valuesOf } from '../state/values.ts'

const hourMs = 3_600_000

/** A period in which mails may be sent, in ms since 1970; `end` is exclusive. */
export type Window = { readonly start: number; readonly end: number }

/** The last window found for a schedule, because consecutive mails mostly fall into the same one. */
const lastFound = new WeakMap<object, Window>()

/** Returns the window that is open at `at`, otherwise the next one; null if there is none within the next days. */
export function windowFrom(schedule: unknown, at: number): Window | null {
  const known = typeof schedule === 'object' && schedule !== null ? lastFound.get(schedule) : undefined
  if (known && at >= known.start && at < known.end) return { start: at, end: known.end }
  const { schedules, start_date: startDate, end_date: endDate } = valuesOf(schedule)
  let best: Window | null = null
  for (const entry of listOf(schedules).map(valuesOf)) {
    const found = entryWindowFrom(entry, optionalText(startDate), optionalText(endDate), at)
    if (found && (!best || found.start < best.start || (found.start === best.start && found.end > best.end)))
      best = found
  }
  if (best && typeof schedule === 'object' && schedule !== null) lastFound.set(schedule, best)
  return best
}

/** Returns the time zone that determines a campaign's days. */
export function zoneOf(schedule: unknown): string {
  const zone = valuesOf(listOf(valuesOf(schedule)['schedules'])[0])['timezone']
  return typeof zone === 'string' ? zone : 'Etc/GMT+12'
}

function entryWindowFrom(entry: Values, first: string | null, last: string | null, at: number): Window | null {
  const zone = String(entry['timezone'])
  const days = valuesOf(entry['days'])
  const { from, to } = valuesOf(entry['timing'])
  const [opens, closes] = [minutesOf(from), minutesOf(to)]
  if (closes <= opens || !Object.values(days).includes(true)) return null
  const firstDay = first === null ? Number.NEGATIVE_INFINITY : Date.parse(`${first}T00:00:00Z`)
  const lastDay = last === null ? Number.POSITIVE_INFINITY : Date.parse(`${last}T00:00:00Z`)
  let day = Math.max(Math.floor((at + offsetAt(zone, at)) / dayMs) * dayMs, firstDay)
  for (let tries = 0; tries < 10 && day <= lastDay; tries++, day += dayMs) {
    // Day "0" is Sunday.
    if (days[String(new Date(day).getUTCDay())] !== true) continue
    const end = instantOf(zone, day + closes * 60_000)
    if (end > at) return { start: Math.max(at, instantOf(zone, day + opens * 60_000)), end }
  }
  return null
}

function minutesOf(text: unknown): number {
  const [hours, minutes] = String(text).split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}

/** Returns the next midnight in the zone after `at`. */
export function nextMidnight(zone: string, at: number): number {
  return instantOf(zone, (dayIn(zone, at) + 1) * dayMs)
}

/** Returns the zone's calendar day as a number of days since 1970. */
export function dayIn(zone: string, at: number): number {
  return Math.floor((at + offsetAt(zone, at)) / dayMs)
}

/** Converts local wall time, given as if it were UTC, to the actual time. */
function instantOf(zone: string, wall: number): number {
  const guess = wall - offsetAt(zone, wall)
  return wall - offsetAt(zone, guess)
}

// Intl is slow, and an offset never changes within an hour of UTC in Instantly's zones.
const offsets = new Map<string, Map<number, number>>()

/** Returns the zone's offset from UTC at `at`, in ms; positive if ahead. */
export function offsetAt(zone: string, at: number): number {
  const hour = Math.floor(at / hourMs)
  const known = offsets.get(zone) ?? new Map<number, number>()
  if (known.size === 0) offsets.set(zone, known)
  const day = Math.floor(hour / 24) * 24
  const whole = known.get(-day - 1)
  if (whole !== undefined && !Number.isNaN(whole)) return whole
  if (whole === undefined) {
    const [start, end] = [readOffset(zone, day * hourMs), readOffset(zone, (day + 24) * hourMs)]
    // For a day on which the clocks change, the offset is determined hour by hour.
    known.set(-day - 1, start === end ? start : Number.NaN)
    if (start === end) return start
  }
  const found = known.get(hour) ?? readOffset(zone, hour * hourMs)
  known.set(hour, found)
  return found
}

const formats = new Map<string, Intl.DateTimeFormat>()

function readOffset(zone: string, at: number): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formats.set(zone, format)
  }
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const parts = /GMT(?<sign>[+-])(?<hours>\d{2}):(?<minutes>\d{2})/.exec(name)?.groups
  if (!parts) return 0
  const size = Number(parts['hours']) * hourMs + Number(parts['minutes']) * 60_000
  return parts['sign'] === '-' ? -size : size
}
