import type { RunOutcome } from '../core/background.ts'
import type { Clock } from '../core/deps.ts'

const defaultWaitsMs = [1, 2, 4, 8, 16, 30].map((minutes) => minutes * 60_000)
const withoutAnyMs = 60_000

/** Tracks how long each item of a job waits after a failure: longer each time, or until something has changed. */
export function createJobWaits<Key>(clock: Clock, waitsMs: readonly number[] = defaultWaitsMs) {
  const waits = new Map<Key, { from: number; readonly ms: number; readonly failures: number }>()
  /** If the clock was put back meanwhile, the wait starts again, but never gets longer. */
  const until = (key: Key): number => {
    const wait = waits.get(key)
    if (wait === undefined) return 0
    wait.from = Math.min(wait.from, clock.now())
    return wait.from + wait.ms
  }
  return {
    until,
    keep(key: Key, outcome: RunOutcome): void {
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
    /** Clears the wait of one key, or all waits. */
    clear(key?: Key): void {
      if (key === undefined) waits.clear()
      else waits.delete(key)
    },
    /** Returns the end of the wait; null if there is none or its end is unknown. */
    known(key: Key): number | null {
      const end = until(key)
      return end > clock.now() && end < Number.POSITIVE_INFINITY ? end : null
    },
  }
}
