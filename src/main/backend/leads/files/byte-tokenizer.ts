/**
 * Cuts a text that is UTF-8 bytes into rows of cells, as `tokenizer.ts` does with one that is a string, in less time:
 * a cell is made a string only where somebody reads it, and a row is never put together of pieces. Rows that do not end
 * are left to the other tokenizer, with all its limits.
 */
import { mayDiffer } from '#shared/domain/leads/import/cell-value.ts'
import { ACCENTED, byteKinds, ODD, SLASH } from './cell-marks.ts'
import { createKnownCells } from './known-cells.ts'
import { createSeenCells } from './seen-cells.ts'
import {
  createTokenizer,
  FILLED,
  longestCell,
  MAX_CELLS,
  NoTable,
  RARE,
  RARE_CHARS,
  READ,
  type RowCells,
  type RowNote,
  SEEN,
  type Tokenizer,
  type TokenizerOptions,
  UNREAD,
  UnclosedQuote,
} from './tokenizer.ts'

/** What the platform does with bytes. */
export type ByteTexts = {
  /** Each byte as one character. */
  latin1(bytes: Uint8Array, from: number, to: number): string
  utf8(bytes: Uint8Array, from: number, to: number): string
  toUtf8(text: string): Uint8Array
}

export type ByteTokenizerOptions = TokenizerOptions & { readonly texts: ByteTexts }

export type ByteTokenizer = Omit<Tokenizer, 'push'> & {
  /** Sound UTF-8, no character cut in two. The memory may be used again afterwards. */
  push(bytes: Uint8Array): void
  /** Whether all that was told are whole rows: whoever reads on from here needs to know nothing of them. */
  isBetweenRows(): boolean
}

/** A delimiter that is one byte; with another, the other tokenizer is used. */
export const fitsBytes = (delimiter: string): boolean => delimiter.charCodeAt(0) < 128

const QUOTE = 34
const LF = 10
const CR = 13
const SPACE = 32

const START_BYTES = 256 * 1024
/** A row longer than this is read by the other tokenizer, and so is what follows it. */
const LONG_ROW = 1024 * 1024
/** A cell longer than this is always told as it is. */
const LONG_CELL = 4096
/** Behind what was read stand a line end and a quote: the loops stop there by themselves, if two bytes further. */
const SENTINELS = 4
/** What ends a cell without quotes, and what is looked at by itself between them; beside the kinds of `cell-marks.ts`. */
const END = 128
const STOP = 64

/** The kinds of every two bytes, told by one look at both: half the work of reading is that look. */
function kindsOfPairs(kinds: Uint8Array): Uint8Array {
  const pairs = new Uint8Array(0x10000)
  for (let first = 0; first < 0x100; first += 1) {
    for (let second = 0; second < 0x100; second += 1) {
      pairs[first * 0x100 + second] = (kinds[first] as number) | (kinds[second] as number)
    }
  }
  return pairs
}

export function createByteTokenizer(options: ByteTokenizerOptions): ByteTokenizer {
  const { delimiter, onRow, keepText = false, marks, skip, texts } = options
  const DELIMITER = delimiter.charCodeAt(0)
  const kinds = byteKinds.slice()
  for (const end of [DELIMITER, CR, LF]) kinds[end] = (kinds[end] as number) | END
  for (const stop of [QUOTE, CR, LF]) kinds[stop] = (kinds[stop] as number) | STOP
  const pairs = kindsOfPairs(kinds)
  const toRead = skip?.columns ?? new Uint8Array(MAX_CELLS + 1)
  const seenCells = createSeenCells()
  const knownCells = createKnownCells()
  /** Those with quotes in them: the same bytes without quotes around them are another text. */
  const knownQuoted = createKnownCells()
  /** Column, start and end of the words this row told first: they are remembered once it was told. */
  let told: number[] = []
  let bytes = new Uint8Array(START_BYTES)
  /** The same memory, two bytes at a time. */
  let words = new Uint16Array(bytes.buffer)
  let used = 0
  /** Where the row begins that has not been told: what is before it is done with. */
  let rowAt = 0
  /** What is held, a character a byte; made when the first cell of it is read. */
  let text: string | null = null
  let line = 1
  let quoteLine = 1
  /** How long what was not told must be to be looked at again. */
  let lookAt = 0
  let width = 0
  /** The row before ended in a CR: a LF right after it belongs to the same line end. */
  let afterCr = false
  /** What reads on where a row did not end. */
  let other: Tokenizer | null = null

  const textOf = (start: number, end: number, seen: number) => {
    if ((seen & ACCENTED) !== 0) return texts.utf8(bytes, start, end)
    text ??= texts.latin1(bytes, 0, used)
    return text.slice(start, end)
  }

  /** A cell that is read: of one that was there before in its column, the same text. */
  function readOf(column: number, start: number, end: number, seen: number): string {
    const known = knownCells.find(column, bytes, start, end)
    if (known !== null) return known
    const made = textOf(start, end, seen)
    knownCells.add(column, bytes, start, end, made)
    return made
  }

  /** What stands between quotes, with quotes in it. */
  function between(column: number, start: number, end: number, seen: number): string {
    const known = knownQuoted.find(column, bytes, start, end)
    if (known !== null) return known
    const made = textOf(start, end, seen).replaceAll('""', '"')
    knownQuoted.add(column, bytes, start, end, made)
    return made
  }

  /** A cell that is the bytes from `start` to `end`, `kind` being what was seen in it. */
  function valueOf(column: number, start: number, end: number, kind: number): string {
    if (start === end) return ''
    const spaced = bytes[start] === SPACE || bytes[end - 1] === SPACE
    const seen = spaced ? kind | ODD : kind
    if (marks) {
      marks.kinds[column] = seen
      marks.starts[column] = start
      marks.ends[column] = end
    }
    const how = toRead[column]
    if (how === READ) return readOf(column, start, end, seen)
    if (how === UNREAD) return (seen & ODD) === 0 ? FILLED : textOf(start, end, seen).trim() && FILLED
    if (how === RARE) return rareOf(column, start, end, seen)
    const isPlain =
      (seen & ~(END | STOP | SLASH)) === 0 && end - start < LONG_CELL && !mayDiffer(bytes[start] as number, end - start)
    return isPlain ? FILLED : textOf(start, end, seen)
  }

  /** A cell of a column in which only short words count, each once. */
  function rareOf(column: number, start: number, end: number, seen: number): string {
    if (seenCells.has(column, bytes, start, end)) return SEEN
    // A character takes up to three bytes; of the longer ones two count as one.
    const isShort = end - start <= ((seen & ACCENTED) === 0 ? RARE_CHARS : 3 * RARE_CHARS)
    if (!isShort && (seen & ODD) === 0 && end - start < LONG_CELL) return SEEN
    const cell = textOf(start, end, seen)
    if (cell.trim() !== '') told.push(column, start, end)
    return cell
  }

  function rememberTold() {
    for (let at = 0; at < told.length; at += 3)
      seenCells.add(told[at] as number, bytes, told[at + 1] as number, told[at + 2] as number)
    told = []
  }

  /** Tells the rows that end before `n`; false where nothing more can be told without what follows. */
  function tellRow(n: number): boolean {
    // What is marked from here on is another row's.
    if (marks) marks.row = null
    if (told.length > 0) told = []
    const codes = bytes
    const two = words
    const look = pairs
    let i = rowAt
    if (afterCr && i < n) {
      afterCr = false
      if (codes[i] === LF) i += 1
      rowAt = i
    }
    const cells: RowCells = Array<string>(width)
    let count = 0
    let lines = line
    let note: RowNote | null = null
    let hasQuote = false
    for (;;) {
      if (i >= n) return false
      let end: number
      if (codes[i] === QUOTE) {
        hasQuote = true
        quoteLine = lines
        i += 1
        const start = i
        let seen = 0
        let doubled = false
        for (;;) {
          if ((i & 1) !== 0 && ((kinds[codes[i] as number] as number) & STOP) === 0) {
            seen |= kinds[codes[i] as number] as number
            i += 1
          }
          if ((i & 1) === 0) {
            for (let pair = look[two[i >> 1] as number] as number; (pair & STOP) === 0; ) {
              seen |= pair
              i += 2
              pair = look[two[i >> 1] as number] as number
            }
          }
          const c = codes[i] as number
          if (c === QUOTE) {
            if (i + 1 >= n) return false
            if (codes[i + 1] !== QUOTE) break
            doubled = true
            i += 2
            continue
          }
          seen |= kinds[c] as number
          if (c === CR || (c === LF && codes[i - 1] !== CR)) lines += 1
          i += 1
        }
        end = i + 1
        // What stands between the closing quote and the end of the cell is kept, joined on, and told.
        while ((kinds[codes[end] as number] as number) < END) end += 1
        if (end >= n) return false
        if (doubled || end > i + 1) {
          if (end > i + 1) note = 'text_after_quote'
          if (marks) {
            marks.kinds[count] = ODD
            marks.starts[count] = -1
          }
          cells[count] = between(count, start, i, seen) + (end === i + 1 ? '' : texts.utf8(codes, i + 1, end))
        } else cells[count] = valueOf(count, start, i, seen)
      } else {
        end = i
        let seen = 0
        if ((end & 1) !== 0) {
          const kind = kinds[codes[end] as number] as number
          if (kind < END) {
            seen = kind
            end += 1
          }
        }
        if ((end & 1) === 0) {
          for (let pair = look[two[end >> 1] as number] as number; pair < END; ) {
            seen |= pair
            end += 2
            pair = look[two[end >> 1] as number] as number
          }
          const kind = kinds[codes[end] as number] as number
          if (kind < END) {
            seen |= kind
            end += 1
          }
        }
        if (end >= n) return false
        cells[count] = valueOf(count, i, end, seen)
      }
      count += 1
      if (count > MAX_CELLS) throw new NoTable(line)
      i = end + 1
      if (codes[end] === DELIMITER) continue
      if (count < width) cells.length = count
      width = count
      if (told.length > 0) rememberTold()
      const from = rowAt
      const rowLine = line
      rowAt = i
      line = lines + 1
      afterCr = codes[end] === CR
      const blank = count === 1 && !hasQuote && (cells[0] as string).trim() === ''
      if (!blank) {
        if (keepText && !marks?.direct) cells.text = texts.utf8(codes, from, end)
        if (marks) {
          marks.row = cells
          marks.rowStart = from
          marks.rowEnd = end
        }
        onRow(cells, rowLine, note, end - from > longestCell)
      }
      return true
    }
  }

  function take(more: Uint8Array) {
    marks?.beforeMove?.()
    if (rowAt > 0) bytes.copyWithin(0, rowAt, used)
    used -= rowAt
    rowAt = 0
    const needed = used + more.length + SENTINELS
    if (needed > bytes.length) {
      const longer = new Uint8Array(needed * 2)
      longer.set(bytes.subarray(0, used))
      bytes = longer
      words = new Uint16Array(bytes.buffer)
    }
    bytes.set(more, used)
    used += more.length
  }

  function tellRows() {
    bytes[used] = LF
    bytes[used + 1] = QUOTE
    if (marks) marks.bytes = bytes
    text = null
    while (tellRow(used));
    lookAt = (used - rowAt) * 1.5
  }

  /** Leaves what was not told, and what follows, to the other tokenizer. */
  function giveUp(): Tokenizer {
    const offset = line - 1
    marks?.beforeMove?.()
    const inner = createTokenizer({
      ...options,
      onRow: (cells, at, note, long) => onRow(cells, at + offset, note, long),
    })
    const counted = (act: () => void) => {
      try {
        act()
      } catch (error) {
        if (error instanceof UnclosedQuote) throw new UnclosedQuote(error.line + offset)
        throw error instanceof NoTable ? new NoTable(error.line + offset) : error
      }
    }
    return {
      push: (piece) => counted(() => inner.push(piece)),
      end: () => counted(() => inner.end()),
      line: () => inner.line() + offset,
    }
  }

  return {
    push(more) {
      if (more.length === 0) return
      if (other) {
        other.push(texts.utf8(more, 0, more.length))
        return
      }
      take(more)
      // A row that did not end is looked at again once it is half as long again: else long ones, in small pieces, take for ever.
      if (used < lookAt) return
      tellRows()
      if (used - rowAt <= LONG_ROW) return
      other = giveUp()
      other.push(texts.utf8(bytes, rowAt, used))
    },
    end() {
      if (other) {
        other.end()
        return
      }
      if (rowAt === used) return
      take(Uint8Array.of(LF))
      tellRows()
      if (rowAt < used) throw new UnclosedQuote(quoteLine)
    },
    isBetweenRows: () => other === null && rowAt === used,
    line: () => other?.line() ?? line,
  }
}
