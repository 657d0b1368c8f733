/** How long answers took, kept as counts on a scale: sums of many hours still give a median. */

/** Each place is a tenth longer than the one before: what is read back is true to 5 %. */
const growth = Math.log(1.1)
/** Place on the scale, to how many took about that long. */
export type Times = Readonly<Record<string, number>>

export const placeOf = (ms: number): number => Math.max(0, Math.round(Math.log(Math.max(1, ms)) / growth))

/** Adds the counts of `more` to `sum`. */
export function addTimes(sum: Record<string, number>, more: Times): void {
  for (const [place, count] of Object.entries(more)) sum[place] = (sum[place] ?? 0) + count
}

/** The time within which this share (0 to 1) of all answers came, in ms; null where there are none. */
export function quantileOf(times: Times, share: number): number | null {
  const places = Object.entries(times)
    .map(([place, count]) => [Number(place), count] as const)
    .toSorted(([a], [b]) => a - b)
  const all = places.reduce((sum, [, count]) => sum + count, 0)
  let seen = 0
  for (const [place, count] of places) {
    seen += count
    if (seen >= all * share) return Math.round(Math.exp(place * growth))
  }
  return null
}
