/**
 * A quote that is opened but not closed turns everything up to the next quote or the end of the file into one cell. If
 * each line after it is a row again, only that line is unreliable: in a copy of the text it becomes a row that contains
 * only its own words, behind the last column, so that nobody in it is written to and nothing is lost.
 */
import { createTokenizer, NotATable, UnclosedQuote } from './tokenizer.ts'

/** More open quotes than this are not an accident. */
const MAX_LINES = 20

export type OpenQuote = { readonly line: number; readonly text: string }

export type TableShape = {
  readonly delimiter: string
  readonly width: number
  /** The line above the first row. */
  readonly headerLine: number
}

/** Returns the text with these lines repaired; null if there are none, or if more than these lines is unreliable. */
export function withoutOpenQuotes(
  text: string,
  shape: TableShape,
): { readonly text: string; readonly quotes: readonly OpenQuote[] } | null {
  let mended = text
  const found = new Map<number, string>()
  for (;;) {
    const { openAt, isSound, rows } = rereadText(mended, found, shape)
    if (openAt === null) {
      if (!isSound || found.size === 0 || rows <= found.size) return null
      return {
        text: mended,
        quotes: [...found].toSorted(([one], [other]) => one - other).map(([line, said]) => ({ line, text: said })),
      }
    }
    const [from, to] = placeOfLine(mended, openAt)
    const said = mended.slice(from, to)
    if (openAt <= shape.headerLine || said === '' || found.has(openAt) || found.size >= MAX_LINES) return null
    found.set(openAt, said)
    const row = `${shape.delimiter.repeat(shape.width)}"${said.replaceAll('"', '""')}"`
    mended = mended.slice(0, from) + row + mended.slice(to)
  }
}

/** Returns where a line begins and ends, without its line end; lines are counted as in the tokenizer. */
function placeOfLine(text: string, line: number): readonly [from: number, to: number] {
  const ends = /\r\n|\n|\r/g
  let from = 0
  for (let at = 1; ; at += 1) {
    const end = ends.exec(text)
    if (at === line || end === null) return [from, end?.index ?? text.length]
    from = ends.lastIndex
  }
}

type Reading = {
  /** The first line with an open quote that is not known yet. */
  readonly openAt: number | null
  /** Whether all rows from the first of these lines on are as wide as the header. */
  readonly isSound: boolean
  readonly rows: number
}

function rereadText(text: string, found: ReadonlyMap<number, string>, shape: TableShape): Reading {
  const first = Math.min(...found.keys())
  let isSound = true
  let openAt: number | null = null
  let rows = 0
  let asWide = 0
  let begun = 0
  const tokenizer = createTokenizer({
    delimiter: shape.delimiter,
    onRow(cells, line, note) {
      if (line <= shape.headerLine) return
      rows += 1
      if (found.has(line)) begun += 1
      // The cell ended at a quote that opens a cell of another row.
      if (note !== null && cells.some((cell) => /[\r\n]/.test(cell))) openAt ??= line
      if (cells.length === shape.width) asWide += 1
      if (line >= first && cells.length !== (found.has(line) ? shape.width + 1 : shape.width)) isSound = false
    },
  })
  try {
    tokenizer.push(text)
    tokenizer.end()
  } catch (error) {
    if (error instanceof UnclosedQuote) return { openAt: openAt ?? error.line, isSound, rows }
    if (error instanceof NotATable) return { openAt, isSound: false, rows }
    throw error
  }
  // Each of these lines begins a row and is not the rest of one, and most other lines are rows of this table.
  return { openAt, isSound: isSound && begun === found.size && asWide * 2 >= rows, rows }
}
