/**
 * Cuts decoded text into rows of cells, fed in pieces of any size with the same result.
 *
 * Why our own: papaparse takes one kind of line end per file and merges or drops rows of some messy files without a
 * word; csv-parse gives other results at small chunk sizes once several line ends are named and reads at a third of the
 * speed. Files as people have them need all line ends at once, the line of every fault, and nothing silent.
 */

import type { CellMarks } from './cell-marks.ts'

/** What was odd about a row, though it could be read. */
export type RowNote = 'text_after_quote'

/** The cells of a row; `text`, where it was asked for, is the row as it stood in the file, without its line end. */
export type RowCells = string[] & { text?: string }

export type TokenizerOptions = TokenOptions & {
  readonly delimiter: string
  /** `line` is where the row starts, the first of the file being 1. `long`: a cell may be longer than `longestCell`. */
  readonly onRow: (cells: string[], line: number, note: RowNote | null, long: boolean) => void
}

/** What does not change how a text is cut. */
export type TokenOptions = {
  /** Gives each row its `text`. */
  readonly keepText?: boolean
  /** Filled by the tokenizer of bytes, before a row is handed on, with what each of its cells consists of. */
  readonly marks?: CellMarks
  /** Cells to leave out. Asked for each row, so it may change on the way; a cell left out may still be given. */
  readonly skip?: CellSkip
  /** Longest cell in characters; beyond it an open quote counts as never closed. */
  readonly maxCell?: number
}

/**
 * What is done with the cells of each column, to spare making a text of every one:
 * - `READ`: told as they are.
 * - `UNREAD`: nobody looks at them. `''` where blank, else `FILLED`.
 * - `WRITTEN`: only copied, by their marks. May be `FILLED` where nothing at all has to be done about them.
 * - `RARE`: only short ones that were not told before. `''` or blank where blank; any other may be `SEEN`.
 */
export type CellSkip = { readonly columns: Uint8Array }
export const READ = 0
export const UNREAD = 1
export const WRITTEN = 2
export const RARE = 3
/** Longer ones, in characters, are not short. */
export const RARE_CHARS = 40
export const FILLED = '.'
/** No cell's text: what was decoded has no half characters. */
export const SEEN = '\udfff'
export const createCellSkip = (): CellSkip => ({ columns: new Uint8Array(MAX_CELLS) })

export type Tokenizer = {
  push(text: string): void
  end(): void
  /** Lines begun so far. */
  line(): number
}

/** A quote that was opened and never closed: what follows cannot be told apart, so the file is refused whole. */
export class UnclosedQuote extends Error {
  readonly line: number
  constructor(line: number) {
    super(`quote opened in line ${line} is never closed`)
    this.line = line
  }
}

/** One cell or row without end: whatever this is, it is no table. */
export class NoTable extends Error {
  readonly line: number
  constructor(line: number) {
    super(`line ${line} does not end`)
    this.line = line
  }
}

const QUOTE = 34
const LF = 10
const CR = 13

/** Where in a cell the reading stands. */
const AT_START = 0
const PLAIN = 1
const QUOTED = 2
/** A quote was seen inside a quoted cell: doubled, or the end of it. */
const QUOTE_SEEN = 3

/** 4 Mi characters: far over any cell a person wrote, and few enough that a stray quote cannot fill the memory. */
const DEFAULT_MAX_CELL = 4 * 1024 * 1024
export const MAX_CELLS = 20_000
/** A cell of Excel's holds no more; what is longer is no value of a lead. */
export const longestCell = 32_767

export function createTokenizer({
  delimiter,
  onRow,
  keepText = false,
  maxCell = DEFAULT_MAX_CELL,
}: TokenizerOptions): Tokenizer {
  const DELIMITER = delimiter.charCodeAt(0)
  const ends = (c: number) => c === DELIMITER || c === LF || c === CR
  let state = AT_START
  let cells: string[] = []
  /** What earlier pieces and doubled quotes left of the cell being read. */
  let held = ''
  let line = 1
  let rowLine = 1
  let quoteLine = 1
  let note: RowNote | null = null
  let long = false
  let rowHasQuote = false
  /** The last character was a CR: a LF right after it belongs to the same line end. */
  let afterCr = false
  /** What earlier pieces had of the row being read, and where the rest of it begins in this one. */
  let rowHeld = ''
  let rowAt = 0

  function endCell(value: string) {
    if (cells.push(value) > MAX_CELLS) throw new NoTable(rowLine)
    if (value.length > longestCell) long = true
    held = ''
    state = AT_START
  }

  /** `text` has the row's end before `end`; the next row begins after it. */
  function endRow(text: string, end: number) {
    const blank = cells.length === 1 && !rowHasQuote && (cells[0] as string).trim() === ''
    if (!blank) {
      // On the array itself: whoever holds rows back for a while holds their text too.
      if (keepText) (cells as RowCells).text = rowHeld + text.slice(rowAt, end)
      onRow(cells, rowLine, note, long)
    }
    rowHeld = ''
    rowAt = end + 1
    cells = []
    note = null
    long = false
    rowHasQuote = false
    rowLine = line
  }

  /** `at` is where the character `c` ended a cell without quotes, or what followed its quotes. */
  function afterCell(text: string, at: number, c: number) {
    if (c === DELIMITER) return
    line += 1
    afterCr = c === CR
    endRow(text, at)
  }

  function push(text: string) {
    const n = text.length
    let i = 0
    let start = 0
    rowAt = 0
    while (i < n) {
      if (state === AT_START) {
        const c = text.charCodeAt(i)
        if (afterCr) {
          afterCr = false
          if (c === LF) {
            i += 1
            rowAt = i
            continue
          }
        }
        if (c === QUOTE) {
          state = QUOTED
          quoteLine = line
          rowHasQuote = true
          i += 1
          start = i
          continue
        }
        state = PLAIN
        start = i
      } else if (state === PLAIN) {
        while (i < n && !ends(text.charCodeAt(i))) i += 1
        if (i === n) {
          held += text.slice(start, n)
          if (held.length > maxCell) throw new NoTable(rowLine)
          break
        }
        endCell(held === '' ? text.slice(start, i) : held + text.slice(start, i))
        afterCell(text, i, text.charCodeAt(i))
        i += 1
      } else if (state === QUOTED) {
        while (i < n) {
          const c = text.charCodeAt(i)
          if (c === QUOTE) break
          if (c === LF) {
            if (!afterCr) line += 1
            afterCr = false
          } else {
            afterCr = c === CR
            if (afterCr) line += 1
          }
          i += 1
        }
        held = held === '' ? text.slice(start, i) : held + text.slice(start, i)
        if (held.length > maxCell) throw new UnclosedQuote(quoteLine)
        if (i < n) {
          afterCr = false
          state = QUOTE_SEEN
          i += 1
        }
      } else {
        const c = text.charCodeAt(i)
        if (c === QUOTE) {
          held += '"'
          state = QUOTED
          i += 1
          start = i
        } else {
          // The end of the cell, or text after its closing quote: kept, joined on, and told.
          if (c !== DELIMITER && c !== LF && c !== CR) note = 'text_after_quote'
          state = PLAIN
          start = i
        }
      }
    }
    if (keepText && rowAt < n) rowHeld += text.slice(rowAt)
  }

  return {
    push,
    end() {
      if (state === QUOTED) throw new UnclosedQuote(quoteLine)
      if (state === AT_START && cells.length === 0) return
      endCell(held)
      endRow('', 0)
    },
    line: () => line,
  }
}
