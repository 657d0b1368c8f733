/** Reads rows from text without rows of cells: JSON, tables of web pages, Excel 2003 XML. */
import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import type { StructuredKind } from '#shared/domain/leads/import/detect-bytes.ts'
import { cellsOfList, createRecordCutter, fieldsOf, parseRecord, peopleOf, readResponse } from './json-records.ts'
import { createMarkupReader } from './markup-rows.ts'
import type { TableReader } from './read-table.ts'
import { createSheetRemarks, type SheetRemarks } from './sheet-remarks.ts'

export { BadJson, RecordTooLong } from './json-records.ts'
export { BadMarkup } from './markup-rows.ts'

export type TextKind = Exclude<StructuredKind, 'xlsx'>

/** The pieces of the decoded text from its beginning, each with the share of the file up to its end. */
export type TextPieces = () => Iterable<{ readonly text: string; readonly share: number }>

export type StructuredHandler = {
  /** Called once, before any row. `namesAt`: the line of the record that contains the column names, if one does. */
  begin(namesAt: number | null, remarks?: SheetRemarks): Pick<TableReader, 'take'>
  /** Called with the cells of each record that is not read because it is in a list of people who get no mail. */
  beside(cells: readonly string[]): void
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
  /** What the response calls the records, if that says that their people get no mail. */
  readonly title: string | null
}

async function readJson(pieces: TextPieces, { begin, beside, after }: StructuredHandler): Promise<boolean> {
  const shape = detectJsonShape(pieces)
  if (shape === null) return false
  const { columns, within, title } = shape
  const namesAt = title === null ? 1 : 2
  const table = begin(columns && namesAt)
  if (title !== null) table.take([title], 1, null)
  if (columns) table.take([...columns.keys()], namesAt, null)
  const tell = (record: unknown, line: number) => {
    const cells = columns ? cellsByColumn(columns, record) : cellsOfList(record)
    if (cells.some((cell) => cell.trim() !== '')) table.take(cells, line, null)
  }
  let rows = namesAt
  const cutter = createRecordCutter((text, line) => {
    const record = parseRecord(text, line)
    const response = within ? readResponse(record) : null
    for (const cells of response?.optOuts ?? []) beside(cells)
    for (const each of (response?.records ?? [record]).flatMap(peopleOf)) {
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
    for (const person of peopleOf(record))
      for (const [name] of fieldsOf(person)) if (!columns.has(name)) columns.set(name, columns.size)
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
  if (!isPlainObject(first)) return { columns: null, within: false, title: null }
  const response = count === 1 ? readResponse(first) : null
  for (const record of response?.records ?? (count === 1 ? [first] : [])) addColumns(record)
  return { columns, within: response !== null, title: response?.optOutName ?? null }
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
  const table = begin(null, chosen.remarks)
  const reader = createMarkupReader(isXml, (at, cells, line) => {
    if (at === chosen.at) table.take(cells, line, null)
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
function chooseTable(
  isXml: boolean,
  pieces: TextPieces,
): { readonly at: number; readonly remarks: SheetRemarks } | null {
  const seen = new Map<number, { rows: number; addresses: number; cells: number; readonly remarks: SheetRemarks }>()
  const reader = createMarkupReader(isXml, (at, cells, line, struck) => {
    const table = seen.get(at) ?? { rows: 0, addresses: 0, cells: 0, remarks: createSheetRemarks() }
    table.rows += 1
    table.cells += cells.length
    if (cells.some((cell) => cell.includes('@'))) table.addresses += 1
    table.remarks.keepRow(cells, line, struck)
    seen.set(at, table)
  })
  for (const { text } of pieces()) reader.push(text)
  reader.end()
  const [best] = [...seen]
    .filter(([, { rows }]) => rows >= 2)
    .toSorted(([, a], [, b]) => b.addresses - a.addresses || b.cells - a.cells)
  return best ? { at: best[0], remarks: best[1].remarks } : null
}
