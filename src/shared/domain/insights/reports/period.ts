/** The days a report covers. Whole UTC days, as counted by Instantly. */
import { dateOfDay, dayOfDate } from '../../core/days.ts'
import type { Period } from '../analytics/period.ts'

export const reportPeriods = ['week', 'month', 'monthSoFar', 'quarter'] as const
/** `week`: the seven days before today. `month`, `quarter`: the last complete calendar month or quarter. */
export type ReportPeriod = (typeof reportPeriods)[number]

const firstOfMonth = (day: number): number => dayOfDate(`${dateOfDay(day).slice(0, 7)}-01`)

/** Returns the days of a named period relative to `today`. */
export function reportPeriod(name: ReportPeriod, today: number): Period {
  if (name === 'week') return { from: today - 7, to: today - 1 }
  const month = firstOfMonth(today)
  if (name === 'monthSoFar') return { from: month, to: today }
  if (name === 'month') return { from: firstOfMonth(month - 1), to: month - 1 }
  // Find the first month of this quarter.
  let quarter = month
  while (Number(dateOfDay(quarter).slice(5, 7)) % 3 !== 1) quarter = firstOfMonth(quarter - 1)
  const to = quarter - 1
  return { from: firstOfMonth(firstOfMonth(firstOfMonth(to) - 1) - 1), to }
}
