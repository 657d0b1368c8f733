/** Caches texts that recur in a column, such as titles and companies, by bytes, so that each is created once. */
import { MAX_BYTES, SLOT_BYTES, slotOf } from './seen-cells.ts'

const SLOTS = 256
/** After this many lookups, a column of mostly new texts is given up, as looking up would cost more than it saves. */
const TRIAL = 1024

export type CellTextCache = {
  /** Returns the text created from these bytes before; null if there is none or it was evicted by another one. */
  find(column: number, bytes: Uint8Array, start: number, end: number): string | null
  add(column: number, bytes: Uint8Array, start: number, end: number, text: string): void
}

type Column = { readonly bytes: Uint8Array; readonly texts: string[]; asked: number; found: number }

export function createCellTextCache(): CellTextCache {
  /** Null for a column that was given up. */
  const columns: (Column | null | undefined)[] = []
  return {
    find(column, bytes, start, end) {
      const known = columns[column]
      if (!known || end - start > MAX_BYTES) return null
      known.asked += 1
      if (known.asked === TRIAL) {
        if (known.found * 2 < TRIAL) columns[column] = null
        known.asked = 0
        known.found = 0
      }
      const slot = slotOf(bytes, start, end, SLOTS)
      const held = known.bytes
      let at = slot * SLOT_BYTES
      if (held[at] !== end - start) return null
      for (let i = start; i < end; i += 1) if (held[++at] !== bytes[i]) return null
      known.found += 1
      return known.texts[slot] as string
    },
    add(column, bytes, start, end, text) {
      let known = columns[column]
      if (known === null || end === start || end - start > MAX_BYTES) return
      if (known === undefined) {
        known = { bytes: new Uint8Array(SLOTS * SLOT_BYTES), texts: Array<string>(SLOTS).fill(''), asked: 0, found: 0 }
        columns[column] = known
      }
      const slot = slotOf(bytes, start, end, SLOTS)
      known.bytes[slot * SLOT_BYTES] = end - start
      known.bytes.set(bytes.subarray(start, end), slot * SLOT_BYTES + 1)
      known.texts[slot] = text
    },
  }
}
