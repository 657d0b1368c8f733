/** Records in, a header and rows of one width out: finds the header, skips what stands above it, fills up short rows. */
import { findLayout, LAYOUT_RECORDS, type Layout, usualWidth } from './find-layout.ts'
import { withGroups } from './group-headers.ts'
import { longestCell, type RowNote } from './tokenizer.ts'

/** What was odd about one row. Nothing is ever mended in silence. */
export type RowIssue = 'row_too_short' | 'row_too_long' | RowNote

export type TableHandler = {
  /** Told once, before any row. A table without header has one of empty names. `above`: the lines passed over. */
  onHeader(header: readonly string[], layout: Layout, above: readonly string[]): void
  /**
   * `rowNumber` counts from 1 after the header, blank lines not counted. Short rows are filled up with empty cells,
   * long ones keep what they have.
   */
  onRow(cells: string[], rowNumber: number, issue: RowIssue | null, line: number, long: boolean): void
}

export type TableReader = {
  /** `long`: a cell may be longer than one is looked at. */
  take(cells: string[], line: number, note: RowNote | null, long?: boolean): void
  end(): void
  /** Whether the header was told, and every record since. */
  hasBegun(): boolean
}

export type TableOptions = {
  /** Set where it is known already or the operator said so; null to find out. */
  readonly layout: Layout | null
  /** Cells a sheet leaves out are no fault; a text file owes every cell. */
  readonly isSheet: boolean
  /** Where another reading found the header: all records are rows, and none of them the first. */
  readonly width?: number
}

/**
 * For who applies rules: they look at the beginning of a cell only, so that none takes long however it is made. The text
 * a row is kept by stays whole.
 */
export const isTooLong = (cell: string): boolean => cell.length > longestCell

export function cutLong(cells: string[]): void {
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] as string
    if (cell.length > longestCell) cells[i] = cell.slice(0, longestCell).toWellFormed()
  }
}

type Waiting = {
  readonly cells: string[]
  readonly line: number
  readonly note: RowNote | null
  readonly long: boolean
}

export function createTableReader(options: TableOptions, handler: TableHandler): TableReader {
  const { layout, isSheet } = options
  let waiting: Waiting[] | null = options.width === undefined ? [] : null
  let width = options.width ?? 0
  let rowNumber = 0
  const above: string[] = []
  /** The last record that was passed over: names of groups may stand in it. */
  let last: { readonly cells: readonly string[]; readonly line: number } | null = null

  function passOver(cells: readonly string[], line: number) {
    last = { cells, line }
    if (above.length < LAYOUT_RECORDS) above.push(cells.filter((cell) => cell.trim() !== '').join(' '))
  }

  /** The header with what the line right above it adds; that line is then no title. */
  function completeHeader(header: string[], headerLine: number | null, rows: readonly Waiting[]): string[] {
    if (last === null || last.line + 1 !== headerLine) return header
    const cells = rows.map((each) => each.cells)
    const named = withGroups(header, last.cells, cells)
    if (named === null) return header
    above.pop()
    return named
  }

  function row(cells: string[], line: number, note: RowNote | null, long: boolean) {
    rowNumber += 1
    let issue: RowIssue | null = note
    if (cells.length < width) {
      if (!isSheet) issue = 'row_too_short'
      while (cells.length < width) cells.push('')
    } else if (cells.length > width) {
      issue = 'row_too_long'
    }
    handler.onRow(cells, rowNumber, issue, line, long)
  }

  function begin(all: readonly Waiting[]) {
    waiting = null
    if (all.length === 0) return
    const found = layout ?? findLayout(all)
    const inTable = all.filter(({ line }) => line >= found.fromLine)
    for (const { cells, line } of all) if (line < found.fromLine) passOver(cells, line)
    const [first, ...rest] = inTable
    if (!first) return
    const rows = found.headerLine === null ? inTable : rest
    const header = found.headerLine === null ? [] : completeHeader(first.cells, found.headerLine, rest)
    width = header.length
    // Columns without a name are columns too: in a sheet their cells end later than its header.
    if (isSheet) width = Math.max(width, ...rows.map(({ cells }) => cells.length))
    else if (found.headerLine === null) width = usualWidth(rows.map(({ cells }) => cells.length)).width
    while (header.length < width) header.push('')
    handler.onHeader(header, found, above)
    for (const { cells, line, note, long } of rows) row(cells, line, note, long)
  }

  return {
    take(cells, line, note, long = true) {
      if (waiting === null) return row(cells, line, note, long)
      if (layout !== null && line < layout.fromLine) return passOver(cells, line)
      waiting.push({ cells, line, note, long })
      if (waiting.length >= LAYOUT_RECORDS) begin(waiting)
    },
    hasBegun: () => waiting === null,
    end() {
      if (waiting !== null) begin(waiting)
    },
  }
}
