import type { ExportBound } from '#shared/contract/exports/exports.ts'

const spanMs = 10_000

/** Measures the speed of an export and what limits it, over the requests answered in the last ten seconds. */
export type Pace = ReturnType<typeof createPace>

export function createPace() {
  const answers: { at: number; leads: number; ms: number; bytes: number }[] = []
  let firstAt: number | null = null

  const recent = (now: number) => {
    while (answers[0] && answers[0].at < now - spanMs) answers.shift()
    return answers
  }

  return {
    add(now: number, leads: number, ms: number, bytes: number) {
      firstAt ??= now - ms
      answers.push({ at: now, leads, ms, bytes })
    },
    /** Leads settled per second; null before the first answer. */
    leadsPerSecond(now: number): number | null {
      const list = recent(now)
      if (list.length === 0 || firstAt === null) return null
      const span = Math.max(Math.min(spanMs, now - firstAt), 1)
      return (list.reduce((sum, answer) => sum + answer.leads, 0) / span) * 1000
    },
    /**
     * What limits the speed. `rate`: nearly all of the allowed requests are used. `uplink`: answers take several times
     * as long as that of a small request, so most of the time goes into uploading bodies. Otherwise `latency`.
     */
    bound(now: number, limits: { readonly rate: number; readonly smallCallMs: number | null }): ExportBound | null {
      const list = recent(now)
      if (list.length < 3 || firstAt === null) return null
      const span = Math.max(Math.min(spanMs, now - firstAt), 1)
      if ((list.length / span) * 1000 >= limits.rate * 0.85) return 'rate'
      const middle = list.map((answer) => answer.ms).toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
      if (limits.smallCallMs === null) return 'latency'
      return middle > Math.max(limits.smallCallMs * 3, limits.smallCallMs + 1000) ? 'uplink' : 'latency'
    },
  }
}
