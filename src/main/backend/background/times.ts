/** How long answers took, kept as counts on a scale: sums of many hours still give a median. */

/** Each place is a tenth longer than the one before: what is read back is true to 5 %. */
const growth = Math.log(1.1)
/** Up to some five minutes; what takes longer stands at the last place. */
const places = 133

/** At each place of the scale, how many took about that long. */
export type Times = Uint32Array

export const noTimes = (): Times => new Uint32Array(places)

/** Adds one that took so many ms. */
export function addTime(times: Times, ms: number): void {
  const place = Math.min(places - 1, Math.round(Math.log(Math.max(1, ms)) / growth))
  times[place] = (times[place] ?? 0) + 1
}

/** Adds what was written by `packTimes`. */
export function addPacked(times: Times, packed: Uint8Array): void {
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

/** Five bytes for each place in use: the place, and how many, the lowest byte first. */
export function packTimes(times: Times): Uint8Array {
  const used = [...times.entries()].filter(([, count]) => count > 0)
  return Uint8Array.from(
    used.flatMap(([place, count]) => [place, count & 255, (count >>> 8) & 255, (count >>> 16) & 255, count >>> 24]),
  )
}

/** The time within which this share (0 to 1) of all answers came, in ms; null where there are none. */
export function quantileOf(times: Times, share: number): number | null {
  const all = times.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  let seen = 0
  const place = times.findIndex((count) => {
    seen += count
    return count > 0 && seen >= all * share
  })
  return Math.round(Math.exp(place * growth))
}
