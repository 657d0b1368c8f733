/**
 * Cuts decoded text into rows of cells, fed in pieces of any size with the same result.
 *
 * Why our own: papaparse takes one kind of line end per file and merges or drops rows of some messy files without a
 * word; csv-parse gives other results at small chunk sizes once several line ends are named and reads at a third of the
 * speed. Files as people have them need all line ends at once, the line of every fault, and nothing silent.
 */

import { type CellMarks, characterKinds, ODD } from './cell-marks.ts'

/** What was odd about a row, though it could be read. */
export type RowNote = 'text_after_quote'

/** The cells of a row; `text`, where it was asked for, is the row as it stood in the file, without its line end. */
export type RowCells = string[] & { text?: string }

export type TokenizerOptions = TokenOptions & {
  readonly delimiter: string
  /** `line` is where the row starts, the first of the file being 1. */
  readonly onRow: (cells: string[], line: number, note: RowNote | null) => void
}

/** What does not change how a text is cut. */
export type TokenOptions = {
  /** Gives each row its `text`. */
  readonly keepText?: boolean
  /** Told of each row, before it is handed on, what its cells are made of. */
  readonly marks?: CellMarks
  /** What is not needed of the cells; asked anew for every row, so it may change on the way. */
  readonly skip?: CellSkip
  /** Longest cell in characters; beyond it an open quote counts as never closed. */
  readonly maxCell?: number
}

/**
 * What is done with the cells of each column, to spare making a text of every one:
 * - `READ`: told as they are.
 * - `UNREAD`: nobody looks at them. `''` where blank, else `FILLED`.
 * - `WRITTEN`: only copied, by their marks. May be `FILLED` where nothing at all has to be done about them.
 */
export type CellSkip = { readonly columns: Uint8Array }
export const READ = 0
export const UNREAD = 1
export const WRITTEN = 2
export const FILLED = '.'
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

const SPACE = 32

/** Where in a cell the reading stands. */
const AT_START = 0
const PLAIN = 1
const QUOTED = 2
/** A quote was seen inside a quoted cell: doubled, or the end of it. */
const QUOTE_SEEN = 3

/** 4 Mi characters: far over any cell a person wrote, and few enough that a stray quote cannot fill the memory. */
const DEFAULT_MAX_CELL = 4 * 1024 * 1024
export const MAX_CELLS = 20_000

/** A character that ends a cell without quotes; beside the kinds of `cell-marks.ts`. */
export const END = 128

function spelled(text: string): Uint16Array {
  const codes = new Uint16Array(text.length)
  for (let i = 0; i < codes.length; i += 1) codes[i] = text.charCodeAt(i)
  return codes
}

export function createTokenizer({
  delimiter,
  onRow,
  keepText = false,
  marks,
  skip,
  maxCell = DEFAULT_MAX_CELL,
}: TokenizerOptions): Tokenizer {
  const DELIMITER = delimiter.charCodeAt(0)
  const kinds = characterKinds.slice()
  for (const end of [DELIMITER, CR, LF]) kinds[end] = (kinds[end] as number) | END
  const unread = skip?.columns ?? new Uint8Array(MAX_CELLS)
  let state = AT_START
  let cells: string[] = []
  /** What earlier pieces and doubled quotes left of the cell being read. */
  let held = ''
  let line = 1
  let rowLine = 1
  let quoteLine = 1
  let note: RowNote | null = null
  let rowHasQuote = false
  /** The last character was a CR: a LF right after it belongs to the same line end. */
  let afterCr = false
  /** What earlier pieces had of the row being read, and where the rest of it begins in this one. */
  let rowHeld = ''
  let rowAt = 0

  /** Ends a cell that is not in one stretch of one piece: joined of several, or with quotes in it. */
  function endCell(value: string) {
    if (marks) marks.kinds[cells.length] = ODD
    if (cells.push(value) > MAX_CELLS) throw new NoTable(rowLine)
    held = ''
    state = AT_START
  }

  /** Ends a cell that is `text` from `start` to `end`, `seen` being the kinds of its characters. */
  function endWholeCell(text: string, codes: Uint16Array, start: number, end: number, seen: number) {
    const column = cells.length
    let value = ''
    if (start < end) {
      const first = codes[start] as number
      const spaced = first === SPACE || codes[end - 1] === SPACE
      if (marks) {
        marks.kinds[column] = spaced ? ODD : seen
        marks.starts[column] = start
        marks.ends[column] = end
      }
      value =
        unread[column] !== UNREAD
          ? text.slice(start, end)
          : !spaced && (seen & ODD) === 0
            ? FILLED
            : text.slice(start, end).trim() && FILLED
    }
    if (cells.push(value) > MAX_CELLS) throw new NoTable(rowLine)
    state = AT_START
  }

  /** `text` has the row's end before `end`; the next row begins after it. */
  function endRow(text: string, end: number) {
    const blank = cells.length === 1 && !rowHasQuote && (cells[0] as string).trim() === ''
    if (!blank) {
      // On the array itself: whoever holds rows back for a while holds their text too.
      if (keepText) (cells as RowCells).text = rowHeld + text.slice(rowAt, end)
      if (marks) marks.row = cells
      onRow(cells, rowLine, note)
    }
    rowHeld = ''
    rowAt = end + 1
    cells = []
    note = null
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

  /**
   * The usual case, and most of the time of reading: cells without quotes, one after another, from `from` on. Returns where
   * something else begins: a quoted cell, another row, a cell that goes on in the next piece.
   */
  function plainCells(text: string, codes: Uint16Array, from: number): number {
    const n = text.length
    const row = cells
    for (let i = from; ; ) {
      const start = i
      let seen = 0
      let kind = kinds[codes[i] as number] as number
      while (kind < END) {
        seen |= kind
        i += 1
        if (i === n) {
          state = PLAIN
          return start
        }
        kind = kinds[codes[i] as number] as number
      }
      const column = row.length
      if (start === i) row.push('')
      else {
        const spaced = codes[start] === SPACE || codes[i - 1] === SPACE
        if (spaced) seen |= ODD
        if (marks) {
          marks.kinds[column] = seen
          marks.starts[column] = start
          marks.ends[column] = i
        }
        if (unread[column] !== UNREAD) row.push(text.slice(start, i))
        else row.push((seen & ODD) === 0 || text.slice(start, i).trim() !== '' ? FILLED : '')
      }
      if (column === MAX_CELLS) throw new NoTable(rowLine)
      const c = codes[i] as number
      i += 1
      if (c !== DELIMITER) {
        afterCell(text, i - 1, c)
        return i
      }
      if (i === n || codes[i] === QUOTE) return i
    }
  }

  function push(text: string) {
    const n = text.length
    const codes = spelled(text)
    if (marks) {
      marks.codes = codes
      // What was seen of this row stood in the piece before, which is gone.
      marks.kinds.fill(ODD, 0, cells.length)
    }
    let i = 0
    let start = 0
    rowAt = 0
    while (i < n) {
      if (state === AT_START) {
        const c = codes[i] as number
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
        i = plainCells(text, codes, i)
        start = i
      } else if (state === PLAIN) {
        while (i < n && (kinds[codes[i] as number] as number) < END) i += 1
        if (i === n) {
          held += text.slice(start, n)
          if (held.length > maxCell) throw new NoTable(rowLine)
          break
        }
        endCell(held === '' ? text.slice(start, i) : held + text.slice(start, i))
        afterCell(text, i, codes[i] as number)
        i += 1
      } else if (state === QUOTED) {
        let seen = 0
        while (i < n) {
          const c = codes[i] as number
          if (c === QUOTE) break
          seen |= kinds[c] as number
          if (c === LF) {
            if (!afterCr) line += 1
            afterCr = false
          } else {
            afterCr = c === CR
            if (afterCr) line += 1
          }
          i += 1
        }
        if (held === '' && i + 1 < n && i - start <= maxCell && (kinds[codes[i + 1] as number] as number) >= END) {
          // The usual quoted cell: all of it in this piece, its end right behind its quote.
          afterCr = false
          endWholeCell(text, codes, start, i, seen)
          afterCell(text, i + 1, codes[i + 1] as number)
          i += 2
          continue
        }
        held = held === '' ? text.slice(start, i) : held + text.slice(start, i)
        if (held.length > maxCell) throw new UnclosedQuote(quoteLine)
        if (i < n) {
          afterCr = false
          state = QUOTE_SEEN
          i += 1
        }
      } else {
        const c = codes[i] as number
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
