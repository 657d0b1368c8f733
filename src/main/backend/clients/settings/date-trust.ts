import { z } from 'zod'
import { dayAt } from '#shared/domain/core/days.ts'
import type { Deps } from '../../core/deps.ts'
import { getSetting, type Setting, setSetting } from './settings-store.ts'

const dateCheckSetting: Setting<{ readonly on: number; readonly from: number }> = {
  key: 'retention.looked_on',
  shape: z.object({ on: z.number(), from: z.number() }),
  fallback: { on: -1, from: 0 },
}
const gapDays = 14
const heldDays = 2

/**
 * Whether the date can be trusted, given when it was last checked. A computer's clock may be wrong by a year: after a
 * gap without checks, nothing is deleted automatically until the date has been stable for some days, so that the
 * operator can notice.
 */
export function isDateTrusted({ store, clock }: Pick<Deps, 'store' | 'clock'>): boolean {
  const { on, from } = getSetting(store, 'app', dateCheckSetting)
  const day = dayAt(clock.now())
  // The wait is capped: a later date was written by a clock that has been corrected since.
  const next = on >= 0 && day - on > gapDays ? day + heldDays : Math.min(from, day + heldDays)
  if (on !== day || next !== from) setSetting(store, 'app', dateCheckSetting, { on: day, from: next }, clock.now())
  return day >= next
}
