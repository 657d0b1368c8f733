/**
 * Splits UTF-8 bytes into rows of cells, as `tokenizer.ts` does with strings, but faster: a cell becomes a string only
 * if somebody reads it, and a row is never assembled from pieces. Rows that do not end are passed to the other
 * tokenizer, with all its limits.
 */
import { mayDiffer } from '#shared/domain/leads/import/cell-value.ts'
import { ACCENTED, byteKinds, ODD, SLASH } from './cell-marks.ts'
import { createCellTextCache } from './known-cells.ts'
import { createSeenCells } from './seen-cells.ts'
import {
  createTokenizer,
  FILLED,
  LONG,
  longestCell,
  MAX_CELLS,
  NotATable,
  RARE,
  RARE_CHARS,
  READ,
  type RowCells,
  type RowNote,
  SEEN,
  SIFTED,
  type Tokenizer,
  type TokenizerOptions,
  UNREAD,
  UnclosedQuote,
} from './tokenizer.ts'

/** Byte functions of the platform. */
export type ByteTexts = {
  /** Decodes each byte as one character. */
  latin1(bytes: Uint8Array, from: number, to: number): string
  utf8(bytes: Uint8Array, from: number, to: number): string
  toUtf8(text: string): Uint8Array
}

export type ByteTokenizerOptions = TokenizerOptions & {
  readonly texts: ByteTexts
  /** Returns whether no cell of the row at `at` may be left out. */
  readonly needsWhole?: (bytes: Uint8Array, at: number, end: number, delimiter: number) => boolean
}

export type ByteTokenizer = Omit<Tokenizer, 'push'> & {
  /** Takes valid UTF-8 without split characters. The memory may be reused afterwards. */
  push(bytes: Uint8Array): void
  /** Returns whether all passed in so far was whole rows, so that reading can go on elsewhere without this state. */
  isBetweenRows(): boolean
}

/** Returns whether the delimiter is one byte; for any other, the other tokenizer is used. */
export const fitsBytes = (delimiter: string): boolean => delimiter.charCodeAt(0) < 128

const QUOTE = 34
const LF = 10
const CR = 13
const SPACE = 32

const START_BYTES = 256 * 1024
/** A row longer than this, and everything after it, is read by the other tokenizer. */
const LONG_ROW = 1024 * 1024
/** A cell longer than this is always reported in full. */
const LONG_CELL = 4096
/** The data is followed by a line end and a quote, which end the loops, at most two bytes further. */
const SENTINELS = 4
/** Kinds beside those of `cell-marks.ts`: bytes that end an unquoted cell, and bytes examined inside quotes. */
const END = 128
const STOP = 64

/** Returns the kinds of every pair of bytes, so that one lookup covers both: the lookup is half the cost of reading. */
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
  const { delimiter, onRow, keepText = false, marks, needsWhole, skip, texts } = options
  const DELIMITER = delimiter.charCodeAt(0)
  const kinds = byteKinds.slice()
  for (const end of [DELIMITER, CR, LF]) kinds[end] = (kinds[end] as number) | END
  for (const stop of [QUOTE, CR, LF]) kinds[stop] = (kinds[stop] as number) | STOP
  const pairs = kindsOfPairs(kinds)
  const toRead = skip?.columns ?? new Uint8Array(MAX_CELLS + 1)
  const matters = skip?.matters
  /** Every cell of this row is read. */
  let isWhole = false
  const seenCells = createSeenCells()
  const knownCells = createCellTextCache()
  const siftedCells = createCellTextCache()
  /** Cells with quotes in them; the same bytes without surrounding quotes are a different text. */
  const knownQuoted = createCellTextCache()
  /** Column, start and end of words first met in this row; remembered once the row has been reported. */
  let reported: number[] = []
  let bytes = new Uint8Array(START_BYTES)
  /** `bytes` as two-byte words. */
  let words = new Uint16Array(bytes.buffer)
  let used = 0
  /** Start of the first row not yet reported; everything before it is finished. */
  let rowAt = 0
  /** The buffered bytes, one character per byte; created when the first cell is read from them. */
  let text: string | null = null
  let line = 1
  let quoteLine = 1
  /** Length that the unreported rest must reach before it is scanned again. */
  let lookAt = 0
  let width = 0
  /** The previous row ended in a CR, so an LF directly after it belongs to the same line end. */
  let afterCr = false
  /** The tokenizer that continues after a row that did not end. */
  let other: Tokenizer | null = null

  const textOf = (start: number, end: number, seen: number) => {
    if ((seen & ACCENTED) !== 0) return texts.utf8(bytes, start, end)
    text ??= texts.latin1(bytes, 0, used)
    return text.slice(start, end)
  }

  /** Returns the text of a cell that is read; if the column had the same cell before, the same string. */
  function cachedTextOf(column: number, start: number, end: number, seen: number): string {
    const known = knownCells.find(column, bytes, start, end)
    if (known !== null) return known
    const made = textOf(start, end, seen)
    knownCells.add(column, bytes, start, end, made)
    return made
  }

  /** Returns the text between quotes, which itself contains quotes. */
  function quotedTextOf(column: number, start: number, end: number, seen: number): string {
    const known = knownQuoted.find(column, bytes, start, end)
    if (known !== null) return known
    const made = textOf(start, end, seen).replaceAll('""', '"')
    knownQuoted.add(column, bytes, start, end, made)
    return made
  }

  /** Returns the cell in the bytes from `start` to `end`; `kind` is what was seen in it. */
  function valueOf(column: number, start: number, end: number, kind: number): string {
    if (start === end) return ''
    const spaced = bytes[start] === SPACE || bytes[end - 1] === SPACE
    const seen = spaced ? kind | ODD : kind
    if (marks) {
      marks.kinds[column] = seen
      marks.starts[column] = start
      marks.ends[column] = end
    }
    const how = isWhole ? READ : toRead[column]
    if (how === READ) return cachedTextOf(column, start, end, seen)
    if (how === SIFTED && end - start <= 3 * RARE_CHARS) return siftedTextOf(column, start, end, seen)
    if (how === UNREAD || how === SIFTED) return filledOrBlank(start, end, seen)
    if (how === RARE) return rareValueOf(column, start, end, seen)
    const isPlain =
      (seen & ~(END | STOP | SLASH)) === 0 && end - start < LONG_CELL && !mayDiffer(bytes[start] as number, end - start)
    return isPlain ? FILLED : textOf(start, end, seen)
  }

  const filledOrBlank = (start: number, end: number, seen: number): string =>
    (seen & ODD) === 0 ? FILLED : textOf(start, end, seen).trim() && FILLED

  /** Returns a cell of a column in which few cells matter; a recurring one is searched once. */
  function siftedTextOf(column: number, start: number, end: number, seen: number): string {
    const known = siftedCells.find(column, bytes, start, end)
    if (known !== null) return known
    const made = matters?.(bytes, start, end) ? textOf(start, end, seen) : filledOrBlank(start, end, seen)
    siftedCells.add(column, bytes, start, end, made)
    return made
  }

  /** Returns a cell of a column in which only short words are read, each of them once. */
  function rareValueOf(column: number, start: number, end: number, seen: number): string {
    if (seenCells.has(column, bytes, start, end)) return SEEN
    // A character takes up to three bytes; longer ones count as two characters.
    const isShort = end - start <= ((seen & ACCENTED) === 0 ? RARE_CHARS : 3 * RARE_CHARS)
    if (!isShort && (seen & ODD) === 0 && end - start < LONG_CELL) return LONG
    const cell = textOf(start, end, seen)
    if (cell.trim() !== '') reported.push(column, start, end)
    return cell
  }

  function rememberReported() {
    for (let at = 0; at < reported.length; at += 3)
      seenCells.add(reported[at] as number, bytes, reported[at + 1] as number, reported[at + 2] as number)
    reported = []
  }

  /** Reports the rows that end before `n`; returns false if nothing more can be reported without further input. */
  function reportRowsUntil(n: number): boolean {
    // Marks set from here on belong to another row.
    if (marks) marks.row = null
    if (reported.length > 0) reported = []
    const codes = bytes
    const two = words
    const look = pairs
    let i = rowAt
    if (afterCr && i < n) {
      afterCr = false
      if (codes[i] === LF) i += 1
      rowAt = i
    }
    isWhole = needsWhole?.(codes, i, n, DELIMITER) === true
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
        // Text between the closing quote and the end of the cell is kept, appended to the cell and reported.
        while ((kinds[codes[end] as number] as number) < END) end += 1
        if (end >= n) return false
        if (doubled || end > i + 1) {
          if (end > i + 1) note = 'text_after_quote'
          if (marks) {
            marks.kinds[count] = ODD
            marks.starts[count] = -1
          }
          cells[count] = quotedTextOf(count, start, i, seen) + (end === i + 1 ? '' : texts.utf8(codes, i + 1, end))
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
      if (count > MAX_CELLS) throw new NotATable(line)
      i = end + 1
      if (codes[end] === DELIMITER) continue
      if (count < width) cells.length = count
      width = count
      if (reported.length > 0) rememberReported()
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

  function reportAllRows() {
    bytes[used] = LF
    bytes[used + 1] = QUOTE
    if (marks) marks.bytes = bytes
    text = null
    while (reportRowsUntil(used));
    lookAt = (used - rowAt) * 1.5
  }

  /** Passes everything unreported, and all further input, to the other tokenizer. */
  function switchTokenizer(): Tokenizer {
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
        throw error instanceof NotATable ? new NotATable(error.line + offset) : error
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
      // A row that did not end is only scanned again once it is half as long again; otherwise long rows that arrive in
      // small pieces would take forever.
      if (used < lookAt) return
      reportAllRows()
      if (used - rowAt <= LONG_ROW) return
      other = switchTokenizer()
      other.push(texts.utf8(bytes, rowAt, used))
    },
    end() {
      if (other) {
        other.end()
        return
      }
      if (rowAt === used) return
      take(Uint8Array.of(LF))
      reportAllRows()
      if (rowAt < used) throw new UnclosedQuote(quoteLine)
    },
    isBetweenRows: () => other === null && rowAt === used,
    line: () => other?.line() ?? line,
  }
}
