/** Turns records into a header and rows of one width: finds the header, skips what is above it and pads short rows. */
import { findLayout, LAYOUT_RECORDS, type Layout, mostCommonWidth } from './find-layout.ts'
import { withGroupNames } from './group-headers.ts'
import { createStackedTables, type StackedTables } from './stacked-tables.ts'
import { longestCell, type RowNote } from './tokenizer.ts'

/** An irregularity in one row. Nothing is ever repaired silently. */
export type RowIssue = 'row_too_short' | 'row_too_long' | RowNote

export type TableHandler = {
  /** Called once, before any row. A table without a header has one of empty names. `above`: the lines skipped. */
  onHeader(header: readonly string[], layout: Layout, above: readonly string[]): void
  /** `rowNumber` counts from 1 after the header, without blank lines. Short rows are padded, long ones stay. */
  onRow(cells: string[], rowNumber: number, issue: RowIssue | null, line: number, long: boolean): void
}

export type TableReader = {
  /** `long`: a cell may be longer than the limit up to which cells are examined. */
  take(cells: string[], line: number, note: RowNote | null, long?: boolean): void
  end(): void
  /** Returns whether the header and every record so far have been reported. */
  hasBegun(): boolean
  readonly tables: Pick<StackedTables, 'hasFound' | 'needsWhole'>
}

export type TableOptions = {
  /** Set if it is already known or chosen by the operator; null to detect it. */
  readonly layout: Layout | null
  /** Cells omitted in a sheet are not an error, whereas a text file must contain every cell. */
  readonly isSheet: boolean
  /** Set if another reading found the header: all records are then rows, and none of them is the first. */
  readonly header?: readonly string[]
}

/**
 * For code that applies rules: it only looks at the beginning of a cell, so that no cell can take long. The stored text
 * of the row stays complete.
 */
export const isTooLong = (cell: string): boolean => cell.length > longestCell

export function cutLongCells(cells: string[]): void {
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] as string
    if (cell.length > longestCell) cells[i] = cell.slice(0, longestCell).toWellFormed()
  }
}

type PendingRow = {
  readonly cells: string[]
  readonly line: number
  readonly note: RowNote | null
  readonly long: boolean
}

export function createTableReader(options: TableOptions, handler: TableHandler): TableReader {
  const { layout, isSheet } = options
  let waiting: PendingRow[] | null = options.header === undefined ? [] : null
  let width = options.header?.length ?? 0
  const tables = createStackedTables()
  if (options.header) tables.begin(options.header)
  let rowNumber = 0
  const above: string[] = []
  /** The last record that was skipped; it may contain names of column groups. */
  let last: { readonly cells: readonly string[]; readonly line: number } | null = null

  function skipRecord(cells: readonly string[], line: number) {
    last = { cells, line }
    if (above.length < LAYOUT_RECORDS) above.push(cells.filter((cell) => cell.trim() !== '').join(' '))
  }

  /** Returns the header completed with the line directly above it, which is then not a title. */
  function completeHeader(header: string[], headerLine: number | null, rows: readonly PendingRow[]): string[] {
    if (last === null || last.line + 1 !== headerLine) return header
    const cells = rows.map((each) => each.cells)
    const named = withGroupNames(header, last.cells, cells)
    if (named === null) return header
    above.pop()
    return named
  }

  function row(given: string[], line: number, note: RowNote | null, long: boolean) {
    rowNumber += 1
    const cells = tables.inFirstOrder(given, note === null)
    let issue: RowIssue | null = note
    if (!isSheet && given.length < tables.width()) issue = 'row_too_short'
    if (cells.length > width) issue = 'row_too_long'
    while (cells.length < width) cells.push('')
    handler.onRow(cells, rowNumber, issue, line, long)
  }

  function beginTable(all: readonly PendingRow[]) {
    waiting = null
    if (all.length === 0) return
    const found = layout ?? findLayout(all)
    const inTable = all.filter(({ line }) => line >= found.fromLine)
    for (const { cells, line } of all) if (line < found.fromLine) skipRecord(cells, line)
    const [first, ...rest] = inTable
    if (!first) return
    const rows = found.headerLine === null ? inTable : rest
    const header = found.headerLine === null ? [] : completeHeader(first.cells, found.headerLine, rest)
    width = header.length
    // Columns without a name are columns too; the cells of a sheet may extend beyond its header.
    if (isSheet) width = Math.max(width, ...rows.map(({ cells }) => cells.length))
    else if (found.headerLine === null) width = mostCommonWidth(rows.map(({ cells }) => cells.length)).width
    while (header.length < width) header.push('')
    tables.begin(header)
    handler.onHeader(header, found, above)
    for (const { cells, line, note, long } of rows) row(cells, line, note, long)
  }

  return {
    take(cells, line, note, long = true) {
      if (waiting === null) return row(cells, line, note, long)
      if (layout !== null && line < layout.fromLine) return skipRecord(cells, line)
      waiting.push({ cells, line, note, long })
      if (waiting.length >= LAYOUT_RECORDS) beginTable(waiting)
    },
    hasBegun: () => waiting === null,
    tables,
    end() {
      if (waiting !== null) beginTable(waiting)
    },
  }
}
