import type { ZoneMatch } from '#shared/contract/exports/exports.ts'
import { formatDate } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'

/** How far Instantly's closest zone is off; its name is of no interest where the hours are the same. */
export function driftWords({ used, minutesOff, daysOff, firstDayOff }: ZoneMatch): string {
  const words = t.exports.plan
  const from = firstDayOff ? formatDate(`${firstDayOff}T12:00:00Z`) : ''
  return words.zoneDrift(used, words.minutesOff(minutesOff), daysOff, from)
}
