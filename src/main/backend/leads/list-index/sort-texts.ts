/** Sorts rows by their texts as `collate nocase` does, using numbers made of several bytes at a time. */

/** Does not occur in UTF-8, and therefore ends a text. */
const END = 0xff
/** Smaller groups are sorted by comparing. */
const FEW = 16
/** Up to this position, a number combining it with four bytes loses no bit. */
const MAX_BY_FOUR = 1 << 21

/** Sorts `rows` by the texts that begin at `starts[row]`; the sort is stable. */
export function sortByText(bytes: Uint8Array, starts: Uint32Array, rows: Uint32Array): void {
  const width = rows.length <= MAX_BY_FOUR ? 4 : 3
  const places = width === 4 ? MAX_BY_FOUR : 2 ** 29
  const keys = new Float64Array(rows.length)
  const before = new Uint32Array(rows.length)
  /** Groups still to be sorted: first index, index after the last, and number of bytes known to be equal. */
  const groups: number[] = [0, rows.length, 0]
  while (groups.length > 0) {
    const depth = groups.pop() as number
    const to = groups.pop() as number
    const from = groups.pop() as number
    if (to - from <= FEW) {
      sortFew(bytes, starts, rows, { from, to, depth })
      continue
    }
    const size = to - from
    let isOne = true
    for (let at = 0; at < size; at += 1) {
      const key = keyAt(bytes, (starts[rows[from + at] as number] as number) + depth, width)
      keys[at] = key * places + at
      isOne &&= key === Math.floor((keys[0] as number) / places)
    }
    if (!isOne) {
      // oxlint-disable-next-line unicorn/no-array-sort -- in its place: it is read again below
      const group = keys.subarray(0, size).sort()
      before.set(rows.subarray(from, to))
      for (let at = 0; at < size; at += 1) rows[from + at] = before[(group[at] as number) % places] as number
    }
    for (let start = 0; start < size; ) {
      const key = Math.floor((keys[start] as number) / places)
      let end = start + 1
      while (end < size && Math.floor((keys[end] as number) / places) === key) end += 1
      // If the last byte of a key is empty, the texts have ended and are equal.
      if (end - start > 1 && (key & 0xff) !== 0) groups.push(from + start, from + end, depth + width)
      start = end
    }
  }
}

function keyAt(bytes: Uint8Array, start: number, width: number): number {
  let key = 0
  let at = start
  for (let count = 0; count < width; count += 1) {
    const byte = bytes[at] as number
    key *= 256
    if (byte === END) continue
    // Incremented so that a text that ends sorts before any that continues.
    key += byte + 1
    at += 1
  }
  return key
}

type Group = { readonly from: number; readonly to: number; readonly depth: number }

function sortFew(bytes: Uint8Array, starts: Uint32Array, rows: Uint32Array, { from, to, depth }: Group): void {
  for (let at = from + 1; at < to; at += 1) {
    const row = rows[at] as number
    const start = (starts[row] as number) + depth
    let place = at
    while (place > from) {
      const other = rows[place - 1] as number
      if (compare(bytes, start, (starts[other] as number) + depth) >= 0) break
      rows[place] = other
      place -= 1
    }
    rows[place] = row
  }
}

function compare(bytes: Uint8Array, one: number, other: number): number {
  for (let at = 0; ; at += 1) {
    const a = bytes[one + at] as number
    const b = bytes[other + at] as number
    if (a === b && a !== END) continue
    if (a === b) return 0
    return a === END ? -1 : b === END ? 1 : a - b
  }
}
