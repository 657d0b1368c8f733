import type { DemoClock } from '../time/clock.ts'

export type RateLimits = {
  readonly perSecond: number
  readonly perMinute: number
  /** Applies only to GET /emails. */
  readonly emailsPerMinute: number
  /** Applies only to POST /emails/test. */
  readonly testMailsPerMinute?: number
}

export const instantlyLimits: RateLimits = {
  perSecond: 100,
  perMinute: 6_000,
  emailsPerMinute: 20,
  testMailsPerMinute: 10,
}

/** The limiter of one workspace, shared by all its keys. */
export type WorkspaceLimiter = {
  /** Whether the request is within every limit, and if so counts it. */
  admits(kind: 'emails' | 'testMails' | 'other'): boolean
}

/** Sliding windows, as Instantly is said to use: no burst at a boundary gets through. */
export function createWorkspaceLimiter(clock: DemoClock, limits: RateLimits): WorkspaceLimiter {
  const second = createWindow(limits.perSecond, 1_000)
  const minute = createWindow(limits.perMinute, 60_000)
  const emails = createWindow(limits.emailsPerMinute, 60_000)
  const testMails = createWindow(limits.testMailsPerMinute ?? limits.perMinute, 60_000)
  return {
    admits(kind) {
      const now = clock.now()
      const windows = [second, minute]
      if (kind === 'emails') windows.push(emails)
      if (kind === 'testMails') windows.push(testMails)
      if (windows.some((window) => !window.hasRoom(now))) return false
      for (const window of windows) window.count(now)
      return true
    },
  }
}

/** Keeps the last `size` times in a ring: there is room once the oldest of them has left the window. */
function createWindow(size: number, spanMs: number) {
  const times = new Float64Array(size).fill(Number.NEGATIVE_INFINITY)
  let next = 0
  return {
    hasRoom: (now: number) => now - (times[next] ?? Number.NEGATIVE_INFINITY) >= spanMs,
    count(now: number) {
      times[next] = now
      next = (next + 1) % size
    },
  }
}
