/** When a plan's campaign would send its first email, in words. */
import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import { firstSending, weekdayOf } from '#shared/domain/exports/forecast/first-day.ts'
import { formatDay, t } from '../../core/lib/texts.ts'
import type { PlanForm } from './plan-form.ts'

export type PlanStart = {
  /** `Mon 09:00`, or the date if it is more than six days away; null if immediately. */
  readonly when: string | null
  readonly zone: string
}

const weekdays = new Set([0, 1, 2, 3, 4, 5, 6] as const)
type Weekday = typeof weekdays extends Set<infer Day> ? Day : never

/** Returns null if the start is unknown: the campaign already exists, or none of the days is a sending day. */
export function startOfPlan(form: PlanForm, zones: ExportZones | undefined, nowMs: number): PlanStart | null {
  const time = /^\d{2}:\d{2}$/
  if (form.kind !== 'new' || !time.test(form.from) || !time.test(form.to)) return null
  const zone = form.perZone ? (zones?.groups[0]?.zone ?? form.zone) : form.zone
  const found = firstSending(
    {
      timezone: zone,
      from: form.from,
      to: form.to,
      startDate: form.startDate || null,
      endDate: form.endDate || null,
      days: form.days,
      avoid: form.avoid,
    },
    nowMs,
  )
  if (!found) return null
  if (found.time === null) return { when: null, zone }
  const today = firstSending(
    { timezone: zone, from: '00:00', to: '24:00', startDate: null, endDate: null, days: [...weekdays], avoid: [] },
    nowMs,
  )
  const away = dayOfDate(found.date) - dayOfDate(today?.date ?? found.date)
  // A day of the week is one of seven.
  const day = away > 6 ? formatDay(found.date) : t.exports.daysShort[weekdayOf(found.date) as Weekday]
  return { when: `${day} ${found.time}`, zone }
}

/** Returns `Vienna` for `Europe/Vienna`. */
export const cityOfZone = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
