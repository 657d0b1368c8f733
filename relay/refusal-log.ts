import type { Logger } from '#shared/log.ts'

const everyMs = 60_000

/** Says a refusal at once and its repetitions once a minute, so that whoever hammers does not fill the disk. */
export function createRefusalLog(log: Logger, now: () => number): (code: string, source: string | null) => void {
  const said = new Map<string, { at: number; since: number }>()
  return (code, source) => {
    const before = said.get(code)
    if (before && now() - before.at < everyMs) {
      before.since += 1
      return
    }
    said.set(code, { at: now(), since: 0 })
    log.warn('refused', { code, source, ...(before?.since ? { alikeSince: before.since } : {}) })
  }
}
