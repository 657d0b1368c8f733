/**
 * Splits decoded text into rows of cells; the text may arrive in pieces of any size, with the same result.
 *
 * Why our own: papaparse supports one kind of line end per file and silently merges or drops rows of some messy files;
 * csv-parse gives different results at small chunk sizes once several line ends are configured, and reads at a third of
 * the speed. Real-world files need all line ends at once, the line of every error, and nothing silent.
 */

import type { CellMarks } from './cell-marks.ts'

/** An irregularity in a row that could still be read. */
export type RowNote = 'text_after_quote'

/** The cells of a row; `text`, if requested, is the row as it stands in the file, without its line end. */
export type RowCells = string[] & { text?: string }

export type TokenizerOptions = TokenOptions & {
  readonly delimiter: string
  /** `line` is where the row starts, counted from 1. `long`: a cell may be longer than `longestCell`. */
  readonly onRow: (cells: string[], line: number, note: RowNote | null, long: boolean) => void
}

/** Options that do not change how a text is split. */
export type TokenOptions = {
  /** Gives each row its `text`. */
  readonly keepText?: boolean
  /** Filled by the byte tokenizer with the contents of each cell, before a row is passed on. */
  readonly marks?: CellMarks
  /** Cells to leave out. Read for each row, so it may change during reading; a cell left out may still be given. */
  readonly skip?: CellSkip
  /** Maximum cell length in characters; beyond it an open quote counts as never closed. */
  readonly maxCell?: number
}

/**
 * How the cells of each column are used, so that not every cell needs a string:
 * - `READ`: reported in full.
 * - `UNREAD`: never looked at. `''` if blank, otherwise `FILLED`.
 * - `WRITTEN`: only copied, using their marks. May be `FILLED` if nothing has to be done about them.
 * - `RARE`: only short cells that were not reported before matter. Blank cells are reported as `''` or blank; any other
 *   may be `SEEN`, and a longer one `LONG`.
 * - `SIFTED`: as `UNREAD`, except short cells that `matters` lets through.
 */
export type CellSkip = {
  readonly columns: Uint8Array
  readonly matters?: (bytes: Uint8Array, start: number, end: number) => boolean
}
export const READ = 0
export const UNREAD = 1
export const WRITTEN = 2
export const RARE = 3
export const SIFTED = 4
/** Longer cells, in characters, do not count as short. */
export const RARE_CHARS = 160
export const FILLED = '.'
/** Cannot be the text of a cell, as decoded text has no lone surrogates. */
export const SEEN = '\udfff'
export const LONG = '\udffe'
export const createCellSkip = (matters?: CellSkip['matters']): CellSkip => ({
  columns: new Uint8Array(MAX_CELLS),
  ...(matters && { matters }),
})

export type Tokenizer = {
  push(text: string): void
  end(): void
  /** Number of lines begun so far. */
  line(): number
}

/** Thrown for a quote that was opened and never closed: cells after it cannot be told apart, so the file is refused. */
export class UnclosedQuote extends Error {
  readonly line: number
  constructor(line: number) {
    super(`quote opened in line ${line} is never closed`)
    this.line = line
  }
}

/** Thrown for an endless cell or row: the text is not a table. */
export class NotATable extends Error {
  readonly line: number
  constructor(line: number) {
    super(`line ${line} does not end`)
    this.line = line
  }
}

const QUOTE = 34
const LF = 10
const CR = 13

/** State of the reading within a cell. */
const AT_START = 0
const PLAIN = 1
const QUOTED = 2
/** A quote was seen inside a quoted cell: either a doubled quote or the end of the cell. */
const QUOTE_SEEN = 3

/** 4 Mi characters: far more than any cell a person wrote, and few enough that a stray quote cannot fill the memory. */
const DEFAULT_MAX_CELL = 4 * 1024 * 1024
export const MAX_CELLS = 20_000
/** Maximum length of a cell in Excel; anything longer is not a value of a lead. */
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
  /** Part of the current cell from earlier pieces and before doubled quotes. */
  let held = ''
  let line = 1
  let rowLine = 1
  let quoteLine = 1
  let note: RowNote | null = null
  let long = false
  let rowHasQuote = false
  /** The last character was a CR, so an LF directly after it belongs to the same line end. */
  let afterCr = false
  /** Part of the current row from earlier pieces, and where the rest of it begins in this piece. */
  let rowHeld = ''
  let rowAt = 0

  function endCell(value: string) {
    if (cells.push(value) > MAX_CELLS) throw new NotATable(rowLine)
    if (value.length > longestCell) long = true
    held = ''
    state = AT_START
  }

  /** `text` contains the row's end before `end`; the next row begins after it. */
  function endRow(text: string, end: number) {
    const blank = cells.length === 1 && !rowHasQuote && (cells[0] as string).trim() === ''
    if (!blank) {
      // Stored on the array itself, so that code that holds rows back for a while also holds their text.
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

  /** `at` is where the character `c` ended an unquoted cell, or where it followed a closing quote. */
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
          if (held.length > maxCell) throw new NotATable(rowLine)
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
          // Either the end of the cell, or text after its closing quote, which is kept, appended and reported.
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
