/**
 * Records when the last requests were sent, and computes how long the next must wait so that no window exceeds its
 * limit. This is the hard guard: it is applied last, after pacing, catching up and stalls.
 */
export type SendHistory = {
  record(at: number): void
  /** Moves what was recorded at `from` to the later time `to`. */
  move(from: number, to: number): void
  /** Returns the earliest time one more request keeps within every window, with room left for `reserve` more. */
  allowedAt(reserve?: number): number
  countSince(time: number): number
}

export type SendWindow = { readonly count: number; readonly ms: number }

export function createSendHistory(windows: readonly SendWindow[]): SendHistory {
  const size = Math.max(...windows.map((w) => w.count))
  const ring = new Float64Array(size)
  let sent = 0
  const nthLast = (n: number) => ring[(sent - n) % size] ?? -Infinity
  return {
    record(at) {
      ring[sent % size] = at
      sent += 1
    },
    move(from, to) {
      for (let back = 1; back <= Math.min(sent, size); back += 1) {
        const at = nthLast(back)
        if (at < from) return
        if (at > from) continue
        let n = back
        for (; n > 1 && nthLast(n - 1) < to; n -= 1) ring[(sent - n) % size] = nthLast(n - 1)
        ring[(sent - n) % size] = to
        return
      }
    },
    allowedAt(reserve = 0) {
      let at = -Infinity
      for (const { count, ms } of windows) {
        const kept = Math.max(1, count - reserve)
        if (sent >= kept) at = Math.max(at, nthLast(kept) + ms)
      }
      return at
    },
    countSince(time) {
      let count = 0
      while (count < Math.min(sent, size) && nthLast(count + 1) >= time) count += 1
      return count
    },
  }
}
