import type { Logger } from '#shared/log.ts'

const everyMs = 60_000

/** Logs a refusal immediately and its repetitions once a minute, so that a flood of requests does not fill the disk. */
export function createRefusalLog(log: Logger): (code: string, source: string | null) => void {
  const said = new Map<string, { at: number; since: number }>()
  return (code, source) => {
    // A monotonic clock: if the time of day were set back by a day, nothing would be logged for that day.
    const at = performance.now()
    const before = said.get(code)
    if (before && at - before.at < everyMs) {
      before.since += 1
      return
    }
    said.set(code, { at, since: 0 })
    log.warn('refused', { code, source, ...(before?.since ? { alikeSince: before.since } : {}) })
  }
}
