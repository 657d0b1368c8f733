/**
 * A quote that is opened and not closed makes one cell of all that follows it, up to the next quote or to the end of the
 * file. Where each line after it is a row again, that line alone cannot be trusted: in a copy of the text it becomes a row
 * that says nothing but its own words, behind the last column, so that nobody in it is written to and nothing is lost.
 */
import { createTokenizer, NoTable, UnclosedQuote } from './tokenizer.ts'

/** More of them are no slip of somebody's. */
const MOST_LINES = 20

export type OpenQuote = { readonly line: number; readonly text: string }

export type TableShape = {
  readonly delimiter: string
  readonly width: number
  /** The line above the first row. */
  readonly headerLine: number
}

/** The text with such lines mended; null where there are none, or more than those lines is in doubt. */
export function withoutOpenQuotes(
  text: string,
  shape: TableShape,
): { readonly text: string; readonly quotes: readonly OpenQuote[] } | null {
  let mended = text
  const found = new Map<number, string>()
  for (;;) {
    const { openAt, isSound, rows } = readAgain(mended, found, shape)
    if (openAt === null) {
      if (!isSound || found.size === 0 || rows <= found.size) return null
      return {
        text: mended,
        quotes: [...found].toSorted(([one], [other]) => one - other).map(([line, said]) => ({ line, text: said })),
      }
    }
    const [from, to] = placeOfLine(mended, openAt)
    const said = mended.slice(from, to)
    if (openAt <= shape.headerLine || said === '' || found.has(openAt) || found.size >= MOST_LINES) return null
    found.set(openAt, said)
    const row = `${shape.delimiter.repeat(shape.width)}"${said.replaceAll('"', '""')}"`
    mended = mended.slice(0, from) + row + mended.slice(to)
  }
}

/** Where a line begins and ends, without what ends it; lines are counted as the tokenizer counts them. */
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
  /** The first line with such a quote that is not known yet. */
  readonly openAt: number | null
  /** From the first of them on all rows are as wide as the header. */
  readonly isSound: boolean
  readonly rows: number
}

function readAgain(text: string, found: ReadonlyMap<number, string>, shape: TableShape): Reading {
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
      // It ended at a quote that opens a cell of another row.
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
    if (error instanceof NoTable) return { openAt, isSound: false, rows }
    throw error
  }
  // Each of those lines begins a row, and is not the rest of one; most others are rows of this table.
  return { openAt, isSound: isSound && begun === found.size && asWide * 2 >= rows, rows }
}
