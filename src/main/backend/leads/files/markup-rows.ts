/**
 * Reads rows from tables in web pages, which many programs save as `.xls`, and from Excel 2003 XML. Both are read as
 * browsers read them: missing tags are implied.
 */
import { Parser } from 'htmlparser2'
import { structuredLimits, workbookLimits } from '#shared/domain/core/reading-limits.ts'
import { addressOfLink } from './sheet-extras.ts'
import { MAX_COLUMN } from './sheet-values.ts'
import { createStruckCells } from './struck-markup.ts'

/** Thrown for a cell longer than any plausible one, or spanning endless rows, and for endlessly nested tags. */
export class BadMarkup extends Error {}

/**
 * Called for every row that is not empty; `table` counts tables from 0 as they begin, `line` its rows from 1. `struck`:
 * its cells that are struck through.
 */
export type OnMarkupRow = (table: number, cells: string[], line: number, struck: readonly number[]) => void

const rowTags = new Set(['tr', 'row'])
const cellTags = new Set(['td', 'th', 'cell'])
const notText = new Set(['script', 'style', 'template', 'noscript', 'comment'])
/** Tags that separate their content from the text before and after. */
const lineTags = new Set(['br', 'p', 'div', 'li', 'tr'])

type Span = { rows: number; readonly text: string; readonly isStruck: boolean }
type OpenTable = {
  readonly at: number
  line: number
  cells: string[] | null
  struck: number[]
  /** The text of the open cell. */
  text: string | null
  address: string | null
  across: number
  down: number
  /** Cells of earlier rows that span the following rows, by column. */
  readonly spans: Map<number, Span>
}

const count = (said: string | undefined, least: number): number => {
  const number = Number(said)
  return Number.isInteger(number) && number >= least ? Math.min(number, MAX_COLUMN + 1) : least
}

/** Reads a text in pieces. Throws BadMarkup. */
export function createMarkupReader(isXml: boolean, onRow: OnMarkupRow) {
  const open: OpenTable[] = []
  const struckCells = createStruckCells(isXml)
  let tables = 0
  let hidden = 0
  let depth = 0
  let spanned = 0

  function endCell(table: OpenTable) {
    const { cells, text } = table
    if (text === null || cells === null) return
    table.text = null
    const cell = isXml ? text : tidyCellText(text)
    const whole = table.address === null || cell.includes('@') ? cell : `${cell} <${table.address}>`.trimStart()
    fillFromAbove(table, cells)
    const isStruck = struckCells.isCellStruck()
    if (table.down > 1) table.spans.set(cells.length, { rows: table.down - 1, text: whole, isStruck })
    if (isStruck) table.struck.push(cells.length)
    cells.push(whole)
    for (let more = 1; more < table.across && cells.length <= MAX_COLUMN; more += 1) cells.push('')
  }

  function fillFromAbove({ spans, struck }: OpenTable, cells: string[]) {
    for (let span = spans.get(cells.length); span && span.rows > 0; span = spans.get(cells.length)) {
      span.rows -= 1
      if (span.rows === 0) spans.delete(cells.length)
      spanned += span.text.length
      if (spanned > structuredLimits.spanned) throw new BadMarkup()
      if (span.isStruck) struck.push(cells.length)
      cells.push(span.text)
    }
  }

  /** Skips omitted rows, which shortens the spans of cells from above. */
  function skipRows({ spans }: OpenTable, rows: number) {
    if (rows === 0) return
    for (const [column, span] of spans) {
      span.rows -= rows
      if (span.rows <= 0) spans.delete(column)
    }
  }

  function endRow(table: OpenTable) {
    endCell(table)
    const { cells } = table
    if (cells === null) return
    fillFromAbove(table, cells)
    table.cells = null
    if (cells.some((cell) => cell.trim() !== '')) onRow(table.at, cells, table.line, table.struck)
  }

  function beginRow(table: OpenTable, stated: string | undefined) {
    endRow(table)
    const line = Math.max(table.line + 1, isXml ? Number.parseInt(stated ?? '', 10) || 0 : 0)
    skipRows(table, line - table.line - 1)
    table.line = line
    table.cells = []
    table.struck = []
  }

  function beginCell(table: OpenTable, said: Readonly<Record<string, string>>) {
    endCell(table)
    if (table.cells === null) {
      table.cells = []
      table.struck = []
    }
    const cells = table.cells
    const column = isXml ? count(said['ss:index'], 0) : 0
    while (cells.length < column - 1) {
      fillFromAbove(table, cells)
      if (cells.length < column - 1) cells.push('')
    }
    table.text = ''
    struckCells.beginCell()
    table.address = addressOfLink(said['ss:href'] ?? '')
    table.across = isXml ? count(said['ss:mergeacross'], 0) + 1 : count(said['colspan'], 1)
    table.down = isXml ? count(said['ss:mergedown'], 0) + 1 : count(said['rowspan'], 1)
  }

  function add(table: OpenTable | undefined, text: string) {
    if (!table || table.text === null || hidden > 0) return
    table.text += text
    if (table.text.length > workbookLimits.text) throw new BadMarkup()
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1
        if (depth > structuredLimits.depth) throw new BadMarkup()
        struckCells.open(name, attributes)
        if (notText.has(name)) hidden += 1
        if (name === 'table') {
          open.push({
            at: tables,
            line: 0,
            cells: null,
            struck: [],
            text: null,
            address: null,
            across: 1,
            down: 1,
            spans: new Map(),
          })
          tables += 1
          return
        }
        const table = open.at(-1)
        if (!table) return
        if (rowTags.has(name)) beginRow(table, attributes['ss:index'])
        else if (cellTags.has(name)) beginCell(table, attributes)
        else if (name === 'a') table.address ??= addressOfLink(attributes['href'] ?? '')
        if (lineTags.has(name)) add(table, '\n')
      },
      ontext(text) {
        struckCells.text(text)
        add(open.at(-1), isXml ? text : text.replaceAll(/[\t\n\r ]+/g, ' '))
      },
      onclosetag(name) {
        depth -= 1
        struckCells.close()
        if (notText.has(name)) hidden -= 1
        const table = open.at(-1)
        if (!table) return
        if (name === 'table') {
          endRow(table)
          open.pop()
        } else if (rowTags.has(name)) endRow(table)
        else if (cellTags.has(name)) endCell(table)
        else if (lineTags.has(name) && name !== 'br') add(table, '\n')
      },
    },
    { xmlMode: isXml, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  return {
    push: (piece: string): void => parser.write(piece),
    end: (): void => {
      parser.end()
      while (open.length > 0) {
        endRow(open.at(-1) as OpenTable)
        open.pop()
      }
    },
  }
}

/** Returns the lines of a cell without the spaces that only serve the page layout. */
const tidyCellText = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
