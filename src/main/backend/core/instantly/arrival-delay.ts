/**
 * Estimates from answer times how long after sending a request was seen at Instantly. A machine, network or server that
 * stalls holds several requests back and releases them together: Instantly sees them closer together than they were
 * sent, and refuses the evenly spaced requests that follow a second later.
 */
export type ArrivalDelay = {
  /** Returns by how many ms the request was seen late; 0 if it took as long as usual. `tookMs`: since it was sent. */
  answered(answer: { readonly now: number; readonly tookMs: number; readonly upload: boolean }): number
  refused(now: number): void
}

/** About a second of requests of a long export. */
const remembered = 96
/** Minimum number of answers from which the usual time can be determined. */
const fewest = 8
/** Beyond this an answer is slow rather than held up for a moment. */
const maxMs = 400
/** For this long after a refusal the quickest answer counts as usual, not the median: this costs a little speed. */
const carefulMs = 60_000

/** Tracks the usual times of uploads and of other calls separately. */
export function createArrivalDelay(): ArrivalDelay {
  const kinds = { upload: { took: createRecentTimes(), before: 0 }, other: { took: createRecentTimes(), before: 0 } }
  let carefulUntil = -Infinity
  return {
    answered({ now, tookMs, upload }) {
      const kind = kinds[upload ? 'upload' : 'other']
      // A stall holds up several requests in a row, whereas an answer that is slow for another reason follows a quick
      // one.
      const heldMs = Math.min(tookMs, kind.before)
      kind.before = tookMs
      const usualMs = kind.took.usual(now < carefulUntil ? 0 : 0.5)
      kind.took.add(tookMs)
      return usualMs === null ? 0 : Math.max(0, Math.min(heldMs - usualMs, maxMs))
    },
    refused(now) {
      carefulUntil = now + carefulMs
    },
  }
}

function createRecentTimes() {
  const recent: number[] = []
  return {
    add(ms: number) {
      if (recent.push(ms) > remembered) recent.shift()
    },
    /** `share`: 0 for the quickest, 0.5 for the median. Null while there are too few. */
    usual: (share: number): number | null =>
      recent.length < fewest ? null : (recent.toSorted((a, b) => a - b)[Math.floor(recent.length * share)] ?? null),
  }
}
