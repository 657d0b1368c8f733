import { toAsciiDomain } from './ascii-domain.ts'

/**
 * A set of the addresses in a file that takes 16 bytes per address, whatever its length; a Set of a million addresses
 * would keep the text of the whole file in memory. Two addresses with the same 64-bit hash count as one. This happens
 * less than once in thirty million files of a million rows, and only affects a count shown before saving; the store
 * decides what is saved.
 */
export type AddressSet = {
  has(key: string): boolean
  /** Returns false if the key is already in the set. */
  add(key: string): boolean
  size(): number
}

/**
 * Returns null if a letter is not ASCII: the ASCII form of the domain is then hashed, so that both spellings have the
 * same hash.
 */
function hash(key: string, seed: number, factor: number): number | null {
  let h = seed
  let all = 0
  for (let i = 0; i < key.length; i += 1) {
    const code = key.charCodeAt(i)
    all |= code
    h = Math.imul(h ^ code, factor)
  }
  if (all > 127) return null
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function halves(key: string): readonly [number, number] {
  const high = hash(key, 0x811c9dc5, 0x01000193)
  // The local part has no ASCII form, so its letters are replaced by their code units.
  if (high === null) return halves(toAsciiDomain(key).replace(/[^\0-\x7f]/g, (sign) => `%${sign.charCodeAt(0)}`))
  // 0 marks a free slot.
  return [high, (hash(key, 0x01234567, 0x5bd1e995) as number) || 1]
}

export function createAddressSet(): AddressSet {
  let slots = 1024
  let high = new Uint32Array(slots)
  let low = new Uint32Array(slots)
  let used = 0

  function place(h: number, l: number): number {
    let at = (h ^ Math.imul(l, 0x9e3779b1)) & (slots - 1)
    while ((high[at] !== 0 || low[at] !== 0) && (high[at] !== h || low[at] !== l)) at = (at + 1) & (slots - 1)
    return at
  }

  function grow() {
    const oldHigh = high
    const oldLow = low
    slots *= 2
    high = new Uint32Array(slots)
    low = new Uint32Array(slots)
    for (let i = 0; i < oldHigh.length; i += 1) {
      const h = oldHigh[i] as number
      const l = oldLow[i] as number
      if (h === 0 && l === 0) continue
      const at = place(h, l)
      high[at] = h
      low[at] = l
    }
  }

  return {
    has(key) {
      const [h, l] = halves(key)
      return low[place(h, l)] !== 0
    },
    add(key) {
      const [h, l] = halves(key)
      const at = place(h, l)
      if (low[at] !== 0) return false
      high[at] = h
      low[at] = l
      used += 1
      if (used * 2 > slots) grow()
      return true
    },
    size: () => used,
  }
}
