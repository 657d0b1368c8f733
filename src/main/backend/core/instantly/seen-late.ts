/**
 * How much later than it left a request was seen at Instantly, as far as its answer tells. A machine, a network or a
 * server that stalls holds several requests back and lets them through together: Instantly sees them closer together
 * than they left, and refuses what follows them evenly a second later.
 */
export type SeenLate = {
  /** Milliseconds it was seen late; 0 where its answer took as long as usual. `tookMs`: from when it left. */
  answered(answer: { readonly now: number; readonly tookMs: number; readonly upload: boolean }): number
  refused(now: number): void
}

/** About a second's worth of a long export. */
const remembered = 96
/** Before so many, nobody knows what is usual. */
const fewest = 8
/** Past this an answer is slow, not held up for a moment. */
const mostMs = 400
/** So long after a refusal the quickest answer counts as the usual one, not the middle one: it costs a little speed. */
const carefulMs = 60_000

/** Keeps what is usual for uploads and for other calls apart. */
export function createSeenLate(): SeenLate {
  const kinds = { upload: { took: newRecent(), before: 0 }, other: { took: newRecent(), before: 0 } }
  let carefulUntil = -Infinity
  return {
    answered({ now, tookMs, upload }) {
      const kind = kinds[upload ? 'upload' : 'other']
      // A stall holds up several in a row. An answer that is slow for reasons of its own comes after a quick one.
      const heldMs = Math.min(tookMs, kind.before)
      kind.before = tookMs
      const usualMs = kind.took.usual(now < carefulUntil ? 0 : 0.5)
      kind.took.add(tookMs)
      return usualMs === null ? 0 : Math.max(0, Math.min(heldMs - usualMs, mostMs))
    },
    refused(now) {
      carefulUntil = now + carefulMs
    },
  }
}

function newRecent() {
  const recent: number[] = []
  return {
    add(ms: number) {
      if (recent.push(ms) > remembered) recent.shift()
    },
    /** `share`: 0 for the quickest, 0.5 for the middle one. Null while there are too few. */
    usual: (share: number): number | null =>
      recent.length < fewest ? null : (recent.toSorted((a, b) => a - b)[Math.floor(recent.length * share)] ?? null),
  }
}
