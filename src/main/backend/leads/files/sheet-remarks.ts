/**
 * Remarks attached to the cells of a sheet instead of written in them: comments, addresses or names that are struck
 * through, and colours that a line above the table explains. Each kind is read like an additional column of remarks.
 */
import { fieldAliases, variableAliases, wholeNameHeaders } from '#shared/domain/leads/import/column-aliases.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { type StopReason, stopReasonOf } from '#shared/domain/leads/import/opt-out-cells.ts'
import type { CellColour } from './cell-colours.ts'
import { createColouredRows } from './coloured-rows.ts'
import type { Layout } from './find-layout.ts'

/** Headers of the remark columns, in words. */
const commentsHeader = 'Comments on the cells'
const crossedOutHeader = 'Remarks: crossed out'
const colourHeader = 'Remarks: colour of the row'
/** The value used in the second column; it is among the known remarks that are asked about. */
const crossedOut = 'Crossed out'

/** Maximum length of a comment that is examined, as for any cell that is shown. */
const LONGEST = 600

const personHeaders = new Set([
  ...fieldAliases.first_name,
  ...fieldAliases.last_name,
  ...variableAliases.full_name,
  ...wholeNameHeaders,
])
const isPersonHeader = (header: string): boolean => personHeaders.has(headerKey(header))

/**
 * The struck-through cells of a row: their columns, the number of filled cells in the row, and whether one of the
 * struck cells holds an address.
 */
type StruckRow = { readonly columns: readonly number[]; readonly filled: number; readonly holdsAddress: boolean }

export type SheetRemarks = ReturnType<typeof createSheetRemarks>

/** A column after those of the sheet, with its cells by line. `ofSome`: texts above the table that are about those rows. */
export type RemarksColumn = {
  readonly header: string
  readonly cells: ReadonlyMap<number, string>
  readonly ofSome?: ReadonlySet<string>
}

export function createSheetRemarks() {
  const comments = new Map<number, Comment>()
  const struck = new Map<number, StruckRow>()
  const coloured = createColouredRows()
  /** Each column's last line with a cell not struck through. If all are struck through, nobody was crossed out. */
  const lastPlain = new Map<number, number>()

  function tells({ columns, filled, holdsAddress }: StruckRow, header: readonly string[], from: number): boolean {
    const telling = columns.filter((column) => (lastPlain.get(column) ?? 0) >= from)
    if (telling.length === 0) return false
    return (
      holdsAddress || telling.length * 2 >= filled || telling.some((column) => isPersonHeader(header[column] ?? ''))
    )
  }

  return {
    keepComment(line: number, text: string): void {
      const said = findOptOutRemark(text)
      const before = comments.get(line)
      if (said && (before === undefined || strength[said.stop] > strength[before.stop])) comments.set(line, said)
    },
    /** Keeps a row as it is read, with the columns of its struck-through cells and the colours of others. */
    keepRow(
      cells: readonly string[],
      line: number,
      columns: readonly number[],
      colours: ReadonlyMap<number, CellColour> = new Map(),
    ): void {
      coloured.keepRow(cells, line, colours)
      const isStruck = new Set(columns)
      let filled = 0
      for (let column = 0; column < cells.length; column += 1) {
        if ((cells[column] as string).trim() === '') continue
        filled += 1
        if (!isStruck.has(column)) lastPlain.set(column, line)
      }
      if (columns.length === 0) return
      struck.set(line, { columns, filled, holdsAddress: columns.some((column) => cells[column]?.includes('@')) })
    },
    /** Returns the remarks beside the rows of a table. */
    columnsOf(header: readonly string[], { headerLine, fromLine }: Layout): readonly RemarksColumn[] {
      const from = headerLine === null ? fromLine : headerLine + 1
      const said = [...comments].flatMap(([line, { text }]) => (line >= from ? [[line, text] as const] : []))
      const out = [...struck].flatMap(([line, row]) =>
        line >= from && tells(row, header, from) ? [[line, crossedOut] as const] : [],
      )
      const ofColour = coloured.remarks(from, (column) => isPersonHeader(header[column] ?? ''))
      return [
        { header: commentsHeader, cells: new Map(said) },
        { header: crossedOutHeader, cells: new Map(out) },
        { header: colourHeader, ...ofColour },
      ].filter(({ cells }) => cells.size > 0)
    },
  }
}

type Comment = { readonly stop: StopReason; readonly text: string }
const strength: Readonly<Record<StopReason, number>> = { unknown: 1, declined: 2, stop: 3 }

/** Returns the part of a comment that speaks against mailing; null if there is none. */
function findOptOutRemark(comment: string): Comment | null {
  // The whole comment first, then each line of a longer text.
  for (const part of [withoutAuthor(comment), ...comment.split(/\r\n|\n|\r/)]) {
    const text = part.trim().slice(0, LONGEST).toWellFormed()
    const stop = stopReasonOf(text, 'words_stop')
    if (stop !== null) return { stop, text }
  }
  return null
}

/** Spreadsheet programs begin a note with its author's name on a line of its own. */
const withoutAuthor = (text: string): string => text.replace(/^\s*[^\n\r:]{1,60}:[ \t]*(?:\r\n|\n|\r)\s*/, '').trim()
