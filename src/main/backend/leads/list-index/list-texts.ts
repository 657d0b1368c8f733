/**
 * The searchable texts of a big list in memory: the texts of all its rows concatenated, with ASCII letters lower-cased
 * as in SQLite's LIKE and NOCASE, and for each block of rows the three-byte sequences that occur in it.
 */

/** The columns of a row that the table shows, in stored order; a column is identified by its index. */
export const textColumns = ['email', 'first_name', 'last_name', 'company_name', 'job_title'] as const

/** Bytes that do not occur in UTF-8: separators of fields and rows, and a marker for a field that is null. */
const FIELD = 0xff
const ROW = 0xfe
const NONE = 0xfd

const BLOCK_ROWS = 128
const BUCKETS = 1 << 14

/** `starts` has one more element than there are rows. Everything is in shared memory, as two threads search it. */
export type ListTexts = {
  readonly rowCount: number
  readonly bytes: Buffer
  readonly starts: Uint32Array
  readonly blocks: Uint32Array
}

/** SQL for some rows as one blob, `position gate import` and texts of each; by list, first and last position. */
export const packedRows = `select cast(group_concat(position || ' ' || gate || ' ' || import_id || ${textColumns
  .map((column) => `cast(x'ff' as text) || coalesce(${column}, cast(x'fd' as text))`)
  .join(' || ')}, cast(x'fe' as text)) as blob) from lead where list_id = ? and position between ? and ?`

export type PackedRows = {
  readonly gates: Uint8Array<ArrayBuffer>
  readonly imports: Uint32Array<ArrayBuffer>
  /** For every row, a bit for each text column that is null. */
  readonly nulls: Uint8Array
  /** Where the texts of a column begin, in the order of `textColumns`. */
  readonly fields: readonly Uint32Array[]
  readonly texts: ListTexts
}

/** Takes rows in the order and format of `packedRows`. */
export function createPacker(rowCount: number) {
  const gates = new Uint8Array(rowCount)
  const imports = new Uint32Array(rowCount)
  const nulls = new Uint8Array(rowCount)
  const fields = textColumns.map(() => new Uint32Array(rowCount))
  const parts: Buffer[] = []
  let size = 0
  let next = 0
  return {
    push(source: Buffer): void {
      const part = Buffer.allocUnsafe(source.length)
      let to = 0
      let from = 0
      while (from < source.length) {
        const numbers = [0, 0, 0]
        for (let which = 0; which < 3; from += 1) {
          const byte = source[from] as number
          if (byte === FIELD || byte === 32) which += 1
          else numbers[which] = (numbers[which] as number) * 10 + byte - 48
        }
        const row = (numbers[0] as number) - 1
        if (row < next) throw new Error('rows came out of order')
        // A position without a row has no text.
        for (; next <= row; next += 1) for (const starts of fields) starts[next] = size + to
        gates[row] = numbers[1] as number
        imports[row] = numbers[2] as number
        let field = 0
        for (; from < source.length; from += 1) {
          const byte = source[from] as number
          if (byte === ROW) break
          if (byte === NONE) nulls[row] = (nulls[row] as number) | (1 << field)
          else {
            part[to] = byte >= 65 && byte <= 90 ? byte + 32 : byte
            to += 1
            if (byte !== FIELD) continue
            field += 1
            ;(fields[field] as Uint32Array)[row] = size + to
          }
        }
        part[to] = FIELD
        to += 1
        from += 1
      }
      parts.push(part.subarray(0, to))
      size += to
    },
    finish(): PackedRows {
      for (; next < rowCount; next += 1) for (const starts of fields) starts[next] = size
      const texts = emptyTexts(rowCount, size)
      let at = 0
      for (const part of parts.splice(0)) {
        texts.bytes.set(part, at)
        at += part.length
      }
      texts.starts.set(fields[0] as Uint32Array)
      texts.starts[rowCount] = size
      fillBlocks(texts)
      return { gates, imports, nulls, fields, texts }
    },
  }
}

export function emptyTexts(rowCount: number, size: number): ListTexts {
  const words = wordsOf(rowCount)
  return {
    rowCount,
    bytes: Buffer.from(new SharedArrayBuffer(size)),
    starts: new Uint32Array(new SharedArrayBuffer((rowCount + 1) * 4)),
    blocks: new Uint32Array(new SharedArrayBuffer(words * BUCKETS * 4)),
  }
}

/** Returns texts transferred from another thread. */
export const sharedTexts = ({ bytes, starts, blocks, rowCount }: Omit<ListTexts, 'bytes'> & { bytes: Uint8Array }) => ({
  rowCount,
  bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  starts,
  blocks,
})

const wordsOf = (rowCount: number) => Math.ceil(Math.ceil(rowCount / BLOCK_ROWS) / 32)
const bucketOf = (three: number) => Math.imul(three, 0x9e3779b1) >>> 18

function fillBlocks({ rowCount, bytes, starts, blocks }: ListTexts): void {
  const words = wordsOf(rowCount)
  for (let block = 0; block * BLOCK_ROWS < rowCount; block += 1) {
    const word = block >>> 5
    const bit = 1 << (block & 31)
    const from = starts[block * BLOCK_ROWS] as number
    const to = starts[Math.min(rowCount, (block + 1) * BLOCK_ROWS)] as number
    let three = ((bytes[from] as number) << 8) | (bytes[from + 1] as number)
    for (let at = from + 2; at < to; at += 1) {
      three = ((three << 8) | (bytes[at] as number)) & 0xffffff
      const place = bucketOf(three) * words + word
      blocks[place] = (blocks[place] as number) | bit
    }
  }
}

/** Returns a text in the form used for searching the texts of a list. */
export function foldForSearch(text: string): Buffer {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte >= 65 && byte <= 90) bytes[at] = byte + 32
  }
  return bytes
}

/** Returns the blocks that may contain a text; null if the text is too short to tell. */
export function findBlocksWithText({ rowCount, blocks }: ListTexts, text: Buffer): readonly number[] | null {
  if (text.length < 3) return null
  const words = wordsOf(rowCount)
  const both = new Uint32Array(words).fill(0xffffffff)
  for (let at = 0; at + 2 < text.length; at += 1) {
    const three = ((text[at] as number) << 16) | ((text[at + 1] as number) << 8) | (text[at + 2] as number)
    const from = bucketOf(three) * words
    for (let word = 0; word < words; word += 1) both[word] = (both[word] as number) & (blocks[from + word] as number)
  }
  const found: number[] = []
  for (let word = 0; word < words; word += 1) {
    for (let bits = both[word] as number; bits !== 0; bits &= bits - 1) {
      found.push(word * 32 + 31 - Math.clz32(bits & -bits))
    }
  }
  return found
}

/** Returns the positions of rows that contain a text, in all blocks or in some, in ascending order. */
export function findRowsWithText(
  texts: ListTexts,
  text: Buffer,
  some: readonly number[] | null,
): Uint32Array<ArrayBuffer> {
  const { rowCount, bytes, starts } = texts
  const found = new Uint32Array(some ? Math.min(rowCount, some.length * BLOCK_ROWS) : rowCount)
  let count = 0
  const look = (fromRow: number, toRow: number) => {
    const end = starts[toRow] as number
    // Limits the search to this piece instead of the end of the list.
    const piece = bytes.subarray(0, end)
    let row = fromRow
    for (let at = piece.indexOf(text, starts[row]); at !== -1; at = piece.indexOf(text, starts[row])) {
      row = rowAt(starts, at, row, toRow)
      found[count] = row + 1
      count += 1
      row += 1
      if (row >= toRow) break
    }
  }
  if (!some) look(0, rowCount)
  else for (const block of some) look(block * BLOCK_ROWS, Math.min(rowCount, (block + 1) * BLOCK_ROWS))
  return found.slice(0, count)
}

/** Returns the row of a byte, searching forward from a row at or before it: in doubling steps, then by bisection. */
function rowAt(starts: Uint32Array, byte: number, from: number, to: number): number {
  let low = from
  let step = 1
  while (low + step < to && (starts[low + step] as number) <= byte) {
    low += step
    step *= 2
  }
  let high = Math.min(to, low + step)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((starts[middle] as number) <= byte) low = middle
    else high = middle
  }
  return low
}

export function rowContains({ bytes, starts }: ListTexts, position: number, text: Buffer): boolean {
  const first = text[0] as number
  const { length } = text
  const last = (starts[position] as number) - length
  next: for (let at = starts[position - 1] as number; at <= last; at += 1) {
    if (bytes[at] !== first) continue
    for (let more = 1; more < length; more += 1) if (bytes[at + more] !== text[more]) continue next
    return true
  }
  return false
}

/** Compares a text with a column of a row, as NOCASE does. */
export function compareWithRow({ bytes, starts }: ListTexts, position: number, column: number, text: Buffer): number {
  let at = starts[position - 1] as number
  for (let skip = column; skip > 0; at += 1) if (bytes[at] === FIELD) skip -= 1
  for (let more = 0; ; more += 1) {
    const byte = bytes[at + more] as number
    if (more >= text.length) return byte === FIELD ? 0 : -1
    if (byte === FIELD) return 1
    const difference = (text[more] as number) - byte
    if (difference !== 0) return difference
  }
}
