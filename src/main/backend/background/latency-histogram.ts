/** Response times, stored as counts per interval so that sums over many hours still give a median. */

/** Each interval is a tenth longer than the one before, so values read back are accurate to 5 %. */
const growth = Math.log(1.1)
/** Covers up to about five minutes; longer times are counted in the last interval. */
const places = 133

/** Number of answers per interval. */
export type LatencyHistogram = Uint32Array

export const newHistogram = (): LatencyHistogram => new Uint32Array(places)

/** Adds an answer that took this many ms. */
export function addLatency(times: LatencyHistogram, ms: number): void {
  const place = Math.min(places - 1, Math.round(Math.log(Math.max(1, ms)) / growth))
  times[place] = (times[place] ?? 0) + 1
}

export function addPackedHistogram(times: LatencyHistogram, packed: Uint8Array): void {
  for (let at = 0; at + 4 < packed.length; at += 5) {
    const place = packed[at] ?? 0
    const count =
      (packed[at + 1] ?? 0) +
      (packed[at + 2] ?? 0) * 256 +
      (packed[at + 3] ?? 0) * 65_536 +
      (packed[at + 4] ?? 0) * 16_777_216
    if (place < places) times[place] = (times[place] ?? 0) + count
  }
}

/** Packs each interval in use into five bytes: its index, and the count, lowest byte first. */
export function packHistogram(times: LatencyHistogram): Uint8Array {
  const used = [...times.entries()].filter(([, count]) => count > 0)
  return Uint8Array.from(
    used.flatMap(([place, count]) => [place, count & 255, (count >>> 8) & 255, (count >>> 16) & 255, count >>> 24]),
  )
}

/** Returns the time within which this share (0 to 1) of all answers came, in ms; null if there are none. */
export function latencyQuantile(times: LatencyHistogram, share: number): number | null {
  const all = times.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  let seen = 0
  const place = times.findIndex((count) => {
    seen += count
    return count > 0 && seen >= all * share
  })
  return Math.round(Math.exp(place * growth))
}
