/**
 * Finds the bytes of a store's file that SQLite never reads: between the cells of a page, after the end of a long
 * value, and in free pages. They may still contain deleted or moved data. Follows the file format of SQLite 3.
 */

/** Start (inclusive) and end (exclusive) within the page. */
export type ByteRange = readonly [number, number]

const isInterior = (type: number): boolean => type === 2 || type === 5
const isLeaf = (type: number): boolean => type === 10 || type === 13

/** Returns the unused ranges of a b-tree page; null if it is none or malformed. Page 1 has the file's header. */
export function unusedCellBytes(page: Buffer, number: number): readonly ByteRange[] | null {
  const at = number === 1 ? 100 : 0
  const type = page.readUInt8(at)
  if (!isInterior(type) && !isLeaf(type)) return null
  const cells = page.readUInt16BE(at + 3)
  const gap = at + (isInterior(type) ? 12 : 8) + 2 * cells
  const content = page.readUInt16BE(at + 5) || 65_536
  if (gap > content || content > page.length) return null
  const ranges: ByteRange[] = [[gap, content]]
  let block = page.readUInt16BE(at + 1)
  while (block !== 0) {
    if (block < content || block + 4 > page.length) return null
    const next = page.readUInt16BE(block)
    const size = page.readUInt16BE(block + 2)
    if (size < 4 || block + size > page.length || (next !== 0 && next < block + size)) return null
    ranges.push([block + 4, block + size])
    block = next
  }
  return ranges
}

/** Returns the lowest and highest rowid of a table leaf page; null for pages without rowids. */
export function rowRangeOfLeaf(page: Buffer, number: number): readonly [number, number] | null {
  const at = number === 1 ? 100 : 0
  const cells = page.readUInt16BE(at + 3)
  if (page.readUInt8(at) !== 13 || cells === 0) return null
  const rowOf = (cell: number) => {
    const payload = page.readUInt16BE(at + 8 + 2 * cell)
    return readVarint(page, readVarint(page, payload).next).value
  }
  return [rowOf(0), rowOf(cells - 1)]
}

/** First overflow page of a value that is too long for its page, and how many bytes of the value overflow. */
export type LongValue = { readonly first: number; readonly bytes: number }

/** Returns the long values whose cells are on a page; none if it is not a b-tree page. */
export function findLongValues(page: Buffer, number: number): readonly LongValue[] {
  const found: LongValue[] = []
  const at = number === 1 ? 100 : 0
  const type = page.readUInt8(at)
  // Interior pages of a table have no values.
  if (type !== 2 && !isLeaf(type)) return found
  const cells = page.readUInt16BE(at + 3)
  const pointers = at + (isInterior(type) ? 12 : 8)
  if (pointers + 2 * cells > page.length) return found
  for (let cell = 0; cell < cells; cell += 1) {
    const start = page.readUInt16BE(pointers + 2 * cell)
    const size = readVarint(page, isInterior(type) ? start + 4 : start)
    const begin = type === 13 ? readVarint(page, size.next).next : size.next
    const local = localBytes(size.value, page.length, type === 13)
    if (local < size.value) found.push({ first: page.readUInt32BE(begin + local), bytes: size.value - local })
  }
  return found
}

/** Returns how many bytes of a value are stored in its cell: chapter 1.6 of the file format. */
function localBytes(size: number, pageSize: number, isTable: boolean): number {
  const most = isTable ? pageSize - 35 : Math.floor(((pageSize - 12) * 64) / 255) - 23
  if (size <= most) return size
  const least = Math.floor(((pageSize - 12) * 32) / 255) - 23
  const rest = least + ((size - least) % (pageSize - 4))
  return rest <= most ? rest : least
}

/** Reads SQLite's integers of one to nine bytes. */
function readVarint(page: Buffer, at: number): { readonly value: number; readonly next: number } {
  let value = 0n
  for (let place = 0; place < 8; place += 1) {
    const byte = page.readUInt8(at + place)
    value = (value << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) return { value: Number(value), next: at + place + 1 }
  }
  return { value: Number(BigInt.asIntN(64, (value << 8n) | BigInt(page.readUInt8(at + 8)))), next: at + 9 }
}

/** Returns the unused ranges of an overflow page that holds `payload` bytes of a value. */
export const unusedOverflowBytes = (page: Buffer, payload: number): readonly ByteRange[] => [[4 + payload, page.length]]

/** Returns the free pages, starting from the first page of the freelist. */
export function findFreePages(
  read: (number: number) => Buffer,
  count: number,
): { readonly lists: ReadonlyMap<number, readonly ByteRange[]>; readonly free: readonly number[] } {
  const lists = new Map<number, readonly ByteRange[]>()
  const free: number[] = []
  let number = read(1).readUInt32BE(32)
  while (number > 1 && number <= count && !lists.has(number)) {
    const page = read(number)
    const next = page.readUInt32BE(0)
    const named = page.readUInt32BE(4)
    if (8 + 4 * named > page.length) break
    lists.set(number, [[8 + 4 * named, page.length]])
    for (let at = 0; at < named; at += 1) {
      const one = page.readUInt32BE(8 + 4 * at)
      if (one > 1 && one <= count) free.push(one)
    }
    number = next
  }
  return { lists, free }
}

/** Whether a page is a pointer map (`auto_vacuum`): it is no b-tree page, though it may look like one. */
export function isPointerMap(number: number, pageSize: number): boolean {
  if (number < 2) return false
  const perMap = Math.floor(pageSize / 5) + 1
  const map = Math.floor((number - 2) / perMap) * perMap + 2
  const lockPage = Math.floor(0x40000000 / pageSize) + 1
  return number === (map === lockPage ? map + 1 : map)
}

/** Returns the pages in a write-ahead log, some perhaps from before its last restart. `read` returns four bytes. */
export function readLogPages(read: (position: number) => Buffer, bytes: number, pageSize: number): ReadonlySet<number> {
  const pages = new Set<number>()
  for (let at = 32; at + 24 <= bytes; at += 24 + pageSize) pages.add(read(at).readUInt32BE(0))
  return pages
}
