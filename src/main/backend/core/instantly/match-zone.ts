/** Finds which of Instantly's time zones matches a campaign's hours, and reports where it differs. */
import type { ZoneMatch } from '#shared/contract/exports/exports.ts'
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { type InstantlyZone, instantlyZones } from '#shared/domain/core/instantly-zones.ts'
import { AppError } from '#shared/errors.ts'

/** A campaign without an end is compared over a year, which includes both clock changes. */
const openEndDays = 365

/** Zones preferred among equally good ones, because their names are well known. */
const preferred: readonly InstantlyZone[] = [
  'America/Chicago',
  'America/Detroit',
  'America/Boise',
  'America/Anchorage',
  'America/Sao_Paulo',
  'Europe/Isle_of_Man',
  'Europe/Belgrade',
  'Africa/Abidjan',
  'Europe/Helsinki',
  'Europe/Istanbul',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Hong_Kong',
  'Australia/Melbourne',
  'Pacific/Auckland',
]

const formatters = new Map<string, Intl.DateTimeFormat | null>()

/**
 * Returns the one of Instantly's 102 zones that is closest to `asked` over the campaign's dates (`YYYY-MM-DD`, null for
 * open): fewest differing days, then fewest minutes. Throws INVALID_INPUT for a zone that does not exist.
 */
export function matchZone(
  asked: string,
  dates: { readonly startDate: string | null; readonly endDate: string | null },
  todayMs: number,
): ZoneMatch {
  if (!formatterOf(asked)) throw new AppError('INVALID_INPUT', { field: 'timezone', message: asked.slice(0, 64) })
  const days = noonsOf(dates, todayMs)
  const wanted = days.map((day) => offsetMinutes(asked, day))

  let best: ZoneMatch | null = null
  for (const zone of candidatesFor(asked)) {
    if (!formatterOf(zone)) continue
    const match = compare(asked, zone, days, wanted)
    if (
      !best ||
      match.daysOff < best.daysOff ||
      (match.daysOff === best.daysOff && match.minutesOff < best.minutesOff)
    ) {
      best = match
    }
    if (best.daysOff === 0) break
  }
  if (!best) throw new AppError('INTERNAL')
  return best
}

function candidatesFor(asked: string): readonly InstantlyZone[] {
  const own = instantlyZones.filter((zone) => zone === asked)
  return [...new Set([...own, ...preferred, ...instantlyZones])]
}

/** Returns how far the hours of one zone differ from those of another over a campaign's dates, as for `matchZone`. */
export function zoneDifference(
  asked: string,
  used: string,
  dates: { readonly startDate: string | null; readonly endDate: string | null },
  todayMs: number,
): ZoneMatch {
  const days = noonsOf(dates, todayMs)
  return compare(
    asked,
    used,
    days,
    days.map((day) => offsetMinutes(asked, day)),
  )
}

function compare(asked: string, used: string, days: readonly number[], wanted: readonly number[]): ZoneMatch {
  let daysOff = 0
  let minutesOff = 0
  let firstDayOff: string | null = null
  days.forEach((day, index) => {
    const off = Math.abs(offsetMinutes(used, day) - (wanted[index] ?? 0))
    if (off === 0) return
    daysOff += 1
    minutesOff = Math.max(minutesOff, off)
    firstDayOff ??= utcDate(day)
  })
  return { asked, used, daysOff, minutesOff, firstDayOff }
}

function noonsOf(
  dates: { readonly startDate: string | null; readonly endDate: string | null },
  todayMs: number,
): readonly number[] {
  const noon = (date: string) => Date.parse(`${date}T12:00:00Z`)
  const start = dates.startDate ? noon(dates.startDate) : noon(utcDate(todayMs))
  const end = dates.endDate ? noon(dates.endDate) : start + openEndDays * dayMs
  const count = Math.min(Math.max(Math.round((end - start) / dayMs) + 1, 1), 3 * 366)
  return Array.from({ length: count }, (_, index) => start + index * dayMs)
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  } catch {
    // The system does not know this zone.
  }
  formatters.set(zone, made)
  return made
}

const offsetCache = new Map<string, number>()

/** Minutes east of UTC at an instant; 0 for a zone this system does not know. */
export function offsetMinutes(zone: string, at: number): number {
  const key = `${zone} ${at}`
  const known = offsetCache.get(key)
  if (known !== undefined) return known
  const name = formatterOf(zone)
    ?.formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '')
  const minutes = found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0
  if (offsetCache.size > 100_000) offsetCache.clear()
  offsetCache.set(key, minutes)
  return minutes
}
