import type { Logger } from '#shared/log.ts'

const everyMs = 60_000

/** Says a refusal at once and its repetitions once a minute, so that whoever hammers does not fill the disk. */
export function createRefusalLog(log: Logger): (code: string, source: string | null) => void {
  const said = new Map<string, { at: number; since: number }>()
  return (code, source) => {
    // Not the time of day: put back by a day, it would be silent for that day.
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
