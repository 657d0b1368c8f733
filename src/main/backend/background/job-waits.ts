import type { Outcome } from '../core/background.ts'
import type { Clock } from '../core/deps.ts'

const usualWaitsMs = [1, 2, 4, 8, 16, 30].map((minutes) => minutes * 60_000)
const withoutAnyMs = 60_000

/** How long each piece of a job waits after a failure: later and later, or until something changed. */
export function createJobWaits<Key>(clock: Clock, waitsMs: readonly number[] = usualWaitsMs) {
  const waits = new Map<Key, { from: number; readonly ms: number; readonly failures: number }>()
  /** Where the clock was put back meanwhile, all of the wait begins anew: it is never longer. */
  const until = (key: Key): number => {
    const wait = waits.get(key)
    if (wait === undefined) return 0
    wait.from = Math.min(wait.from, clock.now())
    return wait.from + wait.ms
  }
  return {
    until,
    keep(key: Key, outcome: Outcome): void {
      if (outcome.end === 'cancelled') return
      if (outcome.end !== 'retry' && outcome.end !== 'blocked') {
        waits.delete(key)
        return
      }
      const failures = (waits.get(key)?.failures ?? 0) + 1
      const own = waitsMs[Math.min(failures, waitsMs.length) - 1] ?? withoutAnyMs
      const ms = outcome.end === 'blocked' ? Number.POSITIVE_INFINITY : (outcome.afterMs ?? own)
      waits.set(key, { from: clock.now(), ms, failures })
    },
    /** Of one key, or of all. */
    clear(key?: Key): void {
      if (key === undefined) waits.clear()
      else waits.delete(key)
    },
    /** Null where it does not wait, or nobody knows how long. */
    known(key: Key): number | null {
      const end = until(key)
      return end > clock.now() && end < Number.POSITIVE_INFINITY ? end : null
    },
  }
}
