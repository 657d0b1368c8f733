import type { Clock } from '../core/deps.ts'

export type Timer = {
  /** When the timer fires; null while it is not set. */
  at(): number | null
  set(ms: number): void
  clear(): void
}

/** Creates a timer that uses the app's clock. */
export function createTimer(clock: Clock, ring: () => void): Timer {
  let waiting: AbortController | null = null
  let at: number | null = null
  function clear(): void {
    waiting?.abort()
    waiting = null
    at = null
  }
  return {
    at: () => at,
    clear,
    set(ms) {
      clear()
      const own = new AbortController()
      waiting = own
      at = clock.now() + ms
      const rung = () => {
        if (waiting !== own) return
        waiting = null
        at = null
        ring()
      }
      clock.sleep(ms, own.signal).then(rung, () => undefined)
    },
  }
}
