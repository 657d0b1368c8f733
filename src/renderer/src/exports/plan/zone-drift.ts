import type { ZoneMatch } from '#shared/contract/exports/exports.ts'
import { formatDate, t } from '../../core/lib/texts.ts'

/** Describes by how much Instantly's closest zone is off. Its name does not matter if the hours are the same. */
export function driftText({ used, minutesOff, daysOff, firstDayOff }: ZoneMatch): string {
  const from = firstDayOff ? formatDate(`${firstDayOff}T12:00:00Z`) : ''
  return t.exports.plan.zoneDrift(used, t.exports.plan.minutesOff(minutesOff), daysOff, from)
}
