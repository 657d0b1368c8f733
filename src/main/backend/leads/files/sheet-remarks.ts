/**
 * What somebody noted on the cells of a sheet instead of in them: comments, and addresses or names that are struck
 * through. Each is read like a column of remarks behind the others.
 */
import { fieldAliases, variableAliases, wholeNames } from '#shared/domain/leads/import/column-aliases.ts'
import { type Stop, stopOf } from '#shared/domain/leads/import/file-no.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import type { Layout } from './find-layout.ts'

/** Headers of remarks, by their words. */
const commentsHeader = 'Comments on the cells'
const crossedOutHeader = 'Remarks: crossed out'
/** What stands below the second: known among the remarks that are asked about. */
const crossedOut = 'Crossed out'

/** No more of a comment is looked at, as of any cell that is shown. */
const LONGEST = 600

const personHeaders = new Set([
  ...fieldAliases.first_name,
  ...fieldAliases.last_name,
  ...variableAliases.full_name,
  ...wholeNames,
])
const namesAPerson = (header: string): boolean => personHeaders.has(headerKey(header))

/** The struck cells of a row: their columns, how many cells it has, and whether one of them holds an address. */
type StruckRow = { readonly columns: readonly number[]; readonly filled: number; readonly holdsAddress: boolean }

export type SheetRemarks = ReturnType<typeof createSheetRemarks>

/** A column behind those of a sheet, with its cells by their lines. */
export type RemarksColumn = { readonly header: string; readonly cells: ReadonlyMap<number, string> }

export function createSheetRemarks() {
  const comments = new Map<number, Comment>()
  const struck = new Map<number, StruckRow>()
  /** The last line of each column with something in it that is not struck: where all is, nobody was crossed out. */
  const lastPlain = new Map<number, number>()

  function tells({ columns, filled, holdsAddress }: StruckRow, header: readonly string[], from: number): boolean {
    const telling = columns.filter((column) => (lastPlain.get(column) ?? 0) >= from)
    if (telling.length === 0) return false
    return holdsAddress || telling.length * 2 >= filled || telling.some((column) => namesAPerson(header[column] ?? ''))
  }

  return {
    keepComment(line: number, text: string): void {
      const said = tellingPart(text)
      const before = comments.get(line)
      if (said && (before === undefined || strength[said.stop] > strength[before.stop])) comments.set(line, said)
    },
    /** A row as it is read, with the columns of its struck cells. */
    keepRow(cells: readonly string[], line: number, columns: readonly number[]): void {
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
    /** What is noted beside the rows of a table. */
    columnsOf(header: readonly string[], { headerLine, fromLine }: Layout): readonly RemarksColumn[] {
      const from = headerLine === null ? fromLine : headerLine + 1
      const said = [...comments].flatMap(([line, { text }]) => (line >= from ? [[line, text] as const] : []))
      const out = [...struck].flatMap(([line, row]) =>
        line >= from && tells(row, header, from) ? [[line, crossedOut] as const] : [],
      )
      return [
        { header: commentsHeader, cells: new Map(said) },
        { header: crossedOutHeader, cells: new Map(out) },
      ].filter(({ cells }) => cells.size > 0)
    },
  }
}

type Comment = { readonly stop: Stop; readonly text: string }
const strength: Readonly<Record<Stop, number>> = { unknown: 1, declined: 2, stop: 3 }

/** The part of a comment that speaks against a mail; null where none does. */
function tellingPart(comment: string): Comment | null {
  // The whole first; then each line of a longer text.
  for (const part of [withoutAuthor(comment), ...comment.split(/\r\n|\n|\r/)]) {
    const text = part.trim().slice(0, LONGEST).toWellFormed()
    const stop = stopOf(text, 'words_stop')
    if (stop !== null) return { stop, text }
  }
  return null
}

/** Spreadsheet programs begin a note with the name of who wrote it, in a line of its own. */
const withoutAuthor = (text: string): string => text.replace(/^\s*[^\n\r:]{1,60}:[ \t]*(?:\r\n|\n|\r)\s*/, '').trim()
