/**
 * When the last requests left, and how long the next must wait so that no window ever holds more than its share. This is
 * the hard guard: whatever pacing, catching up or stalls do, it is asked last.
 */
export type SendHistory = {
  record(at: number): void
  /** What was recorded at `from` counts from `to` on, which is later. */
  move(from: number, to: number): void
  /** The earliest time at which one more request keeps every window, with room in it for `reserve` more. */
  allowedAt(reserve?: number): number
  countSince(time: number): number
}

export type SendWindow = { readonly count: number; readonly ms: number }

/** A history that keeps all of `windows` at once. */
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
