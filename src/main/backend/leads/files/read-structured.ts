/** Reads rows from text without rows of cells: JSON, tables of web pages, Excel 2003 XML. */
import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import type { StructuredKind } from '#shared/domain/leads/import/detect-bytes.ts'
import { cellsOfList, createRecordCutter, fieldsOf, parseRecord, recordsWithin } from './json-records.ts'
import { createMarkupReader } from './markup-rows.ts'
import type { TableReader } from './read-table.ts'

export { BadJson, RecordTooLong } from './json-records.ts'
export { BadMarkup } from './markup-rows.ts'

export type TextKind = Exclude<StructuredKind, 'xlsx'>

/** The pieces of the decoded text from its beginning, each with the share of the file up to its end. */
export type TextPieces = () => Iterable<{ readonly text: string; readonly share: number }>

export type StructuredHandler = {
  /** Called once, before any row. `named`: the first record contains the column names. */
  begin(named: boolean): Pick<TableReader, 'take'>
  /** Called after each piece; returning false stops the reading. */
  after(share: number): boolean | Promise<boolean>
}

/** Returns whether the text contains a table. Throws BadJson, RecordTooLong, BadMarkup. */
export const readStructured = (kind: TextKind, pieces: TextPieces, handler: StructuredHandler): Promise<boolean> =>
  kind === 'json' ? readJson(pieces, handler) : readMarkup(kind === 'xml_sheet', pieces, handler)

type JsonShape = {
  /** The columns of records that are objects, in the order of first occurrence; null for rows that are lists. */
  readonly columns: ReadonlyMap<string, number> | null
  /** Whether the only record is an API response that contains the records. */
  readonly within: boolean
}

async function readJson(pieces: TextPieces, { begin, after }: StructuredHandler): Promise<boolean> {
  const shape = detectJsonShape(pieces)
  if (shape === null) return false
  const { columns, within } = shape
  const table = begin(columns !== null)
  if (columns) table.take([...columns.keys()], 1, null)
  const tell = (record: unknown, line: number) => {
    const cells = columns ? cellsByColumn(columns, record) : cellsOfList(record)
    if (cells.some((cell) => cell.trim() !== '')) table.take(cells, line, null)
  }
  let rows = 1
  const cutter = createRecordCutter((text, line) => {
    const record = parseRecord(text, line)
    for (const each of (within ? recordsWithin(record) : null) ?? [record]) {
      rows += 1
      tell(each, rows)
    }
  })
  for (const { text, share } of pieces()) {
    cutter.push(text)
    // The next piece is read once this one has been consumed.
    if (!(await after(share))) return true
  }
  cutter.end()
  return true
}

/**
 * Returns the columns and structure of the records. The whole text is read for this, as any record may be the first to
 * have a column. Null if there is no record.
 */
function detectJsonShape(pieces: TextPieces): JsonShape | null {
  const columns = new Map<string, number>()
  const addColumns = (record: unknown) => {
    for (const [name] of fieldsOf(record)) if (!columns.has(name)) columns.set(name, columns.size)
  }
  let first: unknown
  let count = 0
  const cutter = createRecordCutter((text, line) => {
    const record = parseRecord(text, line)
    count += 1
    if (count === 1) first = record
    else {
      if (count === 2 && isPlainObject(first)) addColumns(first)
      if (isPlainObject(first)) addColumns(record)
    }
  })
  for (const { text } of pieces()) cutter.push(text)
  cutter.end()
  if (count === 0) return null
  if (!isPlainObject(first)) return { columns: null, within: false }
  const within = count === 1 ? recordsWithin(first) : null
  for (const record of within ?? (count === 1 ? [first] : [])) addColumns(record)
  return { columns, within: within !== null }
}

function cellsByColumn(columns: ReadonlyMap<string, number>, record: unknown): string[] {
  const cells = Array<string>(columns.size).fill('')
  for (const [name, cell] of fieldsOf(record)) {
    const at = columns.get(name)
    if (at !== undefined) cells[at] = cell
  }
  return cells
}

async function readMarkup(isXml: boolean, pieces: TextPieces, { begin, after }: StructuredHandler): Promise<boolean> {
  const chosen = chooseTable(isXml, pieces)
  if (chosen === null) return false
  const table = begin(false)
  const reader = createMarkupReader(isXml, (at, cells, line) => {
    if (at === chosen) table.take(cells, line, null)
  })
  for (const { text, share } of pieces()) {
    reader.push(text)
    // The next piece is read once this one has been consumed.
    if (!(await after(share))) return true
  }
  reader.end()
  return true
}

/** Returns the table with the most addresses, or the largest, as pages have others. Null if none has two rows. */
function chooseTable(isXml: boolean, pieces: TextPieces): number | null {
  const seen = new Map<number, { rows: number; addresses: number; cells: number }>()
  const reader = createMarkupReader(isXml, (at, cells) => {
    const table = seen.get(at) ?? { rows: 0, addresses: 0, cells: 0 }
    table.rows += 1
    table.cells += cells.length
    if (cells.some((cell) => cell.includes('@'))) table.addresses += 1
    seen.set(at, table)
  })
  for (const { text } of pieces()) reader.push(text)
  reader.end()
  const [best] = [...seen]
    .filter(([, { rows }]) => rows >= 2)
    .toSorted(([, a], [, b]) => b.addresses - a.addresses || b.cells - a.cells)
  return best?.[0] ?? null
}
