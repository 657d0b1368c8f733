/** Positions of a list as ranges: what an export sent, without a number for each lead. */

/** Returns first and last positions, alternating; adjacent batches form one range. */
export function mergeIntoRanges(batches: readonly (readonly [number, number])[]): readonly number[] {
  const ends: number[] = []
  for (const [first, last] of batches) {
    if (ends.length > 0 && ends.at(-1) === first - 1) ends[ends.length - 1] = last
    else ends.push(first, last)
  }
  return ends
}

/** Returns whether a position is in one of the ranges. */
export function isWithin(ends: readonly number[], position: number): boolean {
  let low = 0
  let high = ends.length / 2 - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (position < (ends[2 * middle] as number)) high = middle - 1
    else if (position > (ends[2 * middle + 1] as number)) low = middle + 1
    else return true
  }
  return false
}
