/** Cells reported before, by their bytes, so that a column of few distinct words needs no string for each. */

const SLOTS = 128
/** Longer cells are not remembered. */
export const MAX_BYTES = 63
/** The bytes follow the length. */
export const SLOT_BYTES = 64

export type SeenCells = {
  /** Returns whether exactly this cell was added in this column; a word may be evicted by another one. */
  has(column: number, bytes: Uint8Array, start: number, end: number): boolean
  add(column: number, bytes: Uint8Array, start: number, end: number): void
}

/** Returns the slot for a length and first, middle and last byte; each holds the latest word that fell into it. */
export const slotOf = (bytes: Uint8Array, start: number, end: number, slots: number): number => {
  const length = end - start
  const [first, middle, last] = [bytes[start], bytes[start + (length >> 1)], bytes[end - 1]] as [number, number, number]
  return (length * 37 + first * 5 + middle * 11 + last * 23) & (slots - 1)
}

export function createSeenCells(): SeenCells {
  const columns: (Uint8Array | undefined)[] = []
  return {
    has(column, bytes, start, end) {
      const seen = columns[column]
      if (seen === undefined || end - start > MAX_BYTES) return false
      const slot = slotOf(bytes, start, end, SLOTS) * SLOT_BYTES
      if (seen[slot] !== end - start) return false
      for (let at = slot + 1, i = start; i < end; at += 1, i += 1) if (seen[at] !== bytes[i]) return false
      return true
    },
    add(column, bytes, start, end) {
      if (end === start || end - start > MAX_BYTES) return
      let seen = columns[column]
      if (seen === undefined) {
        seen = new Uint8Array(SLOTS * SLOT_BYTES)
        columns[column] = seen
      }
      const slot = slotOf(bytes, start, end, SLOTS) * SLOT_BYTES
      seen[slot] = end - start
      seen.set(bytes.subarray(start, end), slot + 1)
    },
  }
}
