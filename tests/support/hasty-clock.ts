import type { Clock } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'

/** Returns a clock on which the app's time runs faster: for GET /emails, which has a slow rate limit of its own. */
export function hastyClock(times: number): Clock {
  const start = Date.now()
  return {
    now: () => start + (Date.now() - start) * times,
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  }
}

/** Returns a clock that is behind by this long and, once told to hurry, runs thirty times as fast until it is right. */
export function catchingUpClock(behindMs: number): Clock & { hurry(): void } {
  const times = 30
  let from: number | null = null
  const behind = () => (from === null ? behindMs : Math.max(0, behindMs - (Date.now() - from) * (times - 1)))
  return {
    now: () => Date.now() - behind(),
    sleep: (ms, signal) => systemClock.sleep(from !== null && behind() > 0 ? ms / times : ms, signal),
    hurry: () => {
      from = Date.now()
    },
  }
}
