/** What is found when a file is first read: its first rows, the contents of its columns, its irregularities. */

import { mayHoldWishes } from '#shared/domain/leads/import/columns/header-meaning.ts'
import { optOutInPlaceOf } from '#shared/domain/leads/import/columns/misplaced-opt-outs.ts'
import { isCross } from '#shared/domain/leads/import/cross-marks.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { forbidsEmail } from '#shared/domain/leads/import/opt-out-cells.ts'
import { mayHoldOptOuts } from '#shared/domain/leads/import/opt-out-headers.ts'
import type { FileFacts, RowHandler } from '../files/read-file.ts'
import { cutLongCells, isTooLong, type RowIssue } from '../files/read-table.ts'
import { type CellSkip, FILLED, LONG, RARE, RARE_CHARS, READ, SEEN, SIFTED, UNREAD } from '../files/tokenizer.ts'
import type { Survey, SurveyPart } from './parse-jobs.ts'

const FIRST_ROWS = 200
/** Rows are passed between threads up to this many characters; the last row may exceed it. */
export const SOME_ROWS_CHARS = 1_000_000
const LOOKED_AT_CELLS = 100
/** Number of characters of a cell that are examined. */
export const LOOKED_AT_CHARS = 600
/**
 * Maximum number of distinct words of a column that may show who wants no mail. Further down the file, only new words
 * are examined in these columns.
 */
const RARE_WORDS = 60
/** Maximum number of opt-outs of a column that are kept; one is enough to show that it contains any. */
const WISHES = 5
/** Maximum number of texts remembered so that they are not searched again. */
const HARMLESS = 2_000
/** Number of irregular rows that are listed. */
const ODD_ROWS = 5

/** Returns whether a cell is blank. Most cells begin with a letter or a digit and are therefore not. */
function isBlank(cell: string): boolean {
  const first = cell.charCodeAt(0)
  return !(first > 32 && first < 127) && cell.trim() === ''
}

/** `x | do not mail`: a legend in two cells. */
const holdsMark = (cells: readonly string[]): boolean =>
  (cells.find((cell) => !isBlank(cell)) ?? '').trim().length <= 3 && !cells.some((cell) => cell.includes('@'))

export type Surveyor = Required<Pick<RowHandler, 'onHeader' | 'onRow' | 'onOptOut'>> & {
  rows(): number
  readonly seen: SurveyPart
}

/** Examines rows one after another; `skip` is updated with the cells that are still needed. */
export function createSurveyor(skip: CellSkip): Surveyor {
  const firstRows: string[][] = []
  const filledCells: string[][] = []
  const filledCounts: number[] = []
  const issues: Record<RowIssue, number> = { row_too_short: 0, row_too_long: 0, text_after_quote: 0 }
  const issueRows: Record<RowIssue, number[]> = { row_too_short: [], row_too_long: [], text_after_quote: [] }
  const longCells = new Map<number, number>()
  let rows = 0
  let keptChars = 0
  let skips = false
  let openColumns = 0
  /**
   * Values of columns of answers and states, until there are too many distinct words for such a column; of columns
   * whose headers say nothing, only opt-outs.
   */
  const words = new Map<number, Set<string>>()
  const ofAnswers = new Set<number>()
  const partlyRead = new Set<number>()
  /** Columns without a name, where a cross is a remark too. */
  const unnamed = new Set<number>()
  /** Columns of values in which no opt-out has been found so far. */
  const ofValues = new Map<number, (cell: string) => boolean>()
  const misplacedAt = new Set<number>()
  const seen = {
    firstRows,
    filledCells,
    filledCounts,
    issues,
    issueRows,
    longCells,
    words,
    partlyRead,
    misplacedAt,
    hasOddRows: false,
  }
  /** Texts that say nothing against emails; most columns have few different ones. */
  const harmless = new Set<string>()
  const isWish = (cell: string): boolean => {
    if (harmless.has(cell)) return false
    if (forbidsEmail(cell)) return true
    if (harmless.size < HARMLESS) harmless.add(cell)
    return false
  }
  /** Returns how the cells of a column are read once enough of them have been seen. */
  const restOf = (at: number) =>
    ofAnswers.has(at) && words.has(at) ? RARE : words.has(at) || ofValues.has(at) ? SIFTED : UNREAD
  skip.columns.fill(READ)
  return {
    rows: () => rows,
    seen,
    onHeader(header) {
      openColumns = header.length
      for (let i = 0; i < header.length; i += 1) {
        const isOfAnswers = mayHoldOptOuts(headerKey(header[i] as string))
        const says = isOfAnswers ? null : optOutInPlaceOf(header[i] as string)
        if (says !== null) ofValues.set(i, says)
        else if (isOfAnswers || mayHoldWishes(header[i] as string)) words.set(i, new Set())
        if (isOfAnswers) ofAnswers.add(i)
        if (isBlank(header[i] as string)) unnamed.add(i)
        filledCells.push([])
        filledCounts.push(0)
      }
    },
    onOptOut() {
      seen.hasOddRows = true
    },
    onRow(cells, rowNumber, issue, _line, long) {
      rows = rowNumber
      if (long) {
        for (const [at, cell] of cells.entries()) {
          if (at < filledCounts.length && isTooLong(cell)) longCells.set(at, (longCells.get(at) ?? 0) + 1)
        }
        cutLongCells(cells)
      }
      if (issue !== null) {
        issues[issue] += 1
        if (issueRows[issue].length < ODD_ROWS) issueRows[issue].push(rowNumber)
      }
      const isFirst = firstRows.length < FIRST_ROWS && keptChars < SOME_ROWS_CHARS
      if (isFirst) {
        firstRows.push(cells)
        for (const cell of cells) keptChars += cell.length
      } else if (!skips) {
        skips = true
        skip.columns.fill(UNREAD)
        // Columns of which too few cells have been seen are still read.
        filledCells.forEach((looks, i) => {
          if (looks.length < LOOKED_AT_CELLS) skip.columns[i] = READ
          else skip.columns[i] = restOf(i)
        })
      }
      // Most cells of a short row under many columns were only added to fill it up.
      let end = filledCounts.length
      while (end > 0 && cells[end - 1] === '') end -= 1
      let filled = 0
      for (let i = 0; i < end; i += 1) {
        const cell = cells[i] as string
        // Cells that nobody reads are passed as one fixed text.
        if (cell !== FILLED && cell !== SEEN && cell !== LONG && isBlank(cell)) continue
        filled += 1
        filledCounts[i] = (filledCounts[i] as number) + 1
        if (openColumns === 0) continue
        const looks = filledCells[i] as string[]
        if (looks.length >= LOOKED_AT_CELLS) continue
        looks.push(cell.slice(0, LOOKED_AT_CHARS))
        if (looks.length < LOOKED_AT_CELLS) continue
        openColumns -= 1
        if (skips) skip.columns[i] = restOf(i)
      }
      if (filled === 1 || cells.length > filledCounts.length || (isFirst && filled === 2 && holdsMark(cells)))
        seen.hasOddRows = true
      for (const [at, says] of ofValues) {
        const cell = cells[at] as string
        if (cell === FILLED || cell === '' || !isWish(cell) || !says(cell)) continue
        misplacedAt.add(at)
        ofValues.delete(at)
        if (skips && (filledCells[at] as string[]).length >= LOOKED_AT_CELLS) skip.columns[at] = UNREAD
      }
      for (const [at, distinct] of words) {
        const cell = cells[at] as string
        if (cell === SEEN || cell === FILLED) continue
        if (cell === LONG || cell.length > RARE_CHARS) partlyRead.add(at)
        else if (ofAnswers.has(at)) distinct.add(cell)
        else if (distinct.size < WISHES && (isWish(cell) || (unnamed.has(at) && isCross(cell)))) distinct.add(cell)
        if (distinct.size <= RARE_WORDS) continue
        words.delete(at)
        partlyRead.add(at)
        if (skips && (filledCells[at] as string[]).length >= LOOKED_AT_CELLS) skip.columns[at] = UNREAD
      }
    },
  }
}

/** Returns the survey of a file that was read completely. */
export function completeSurvey(facts: FileFacts, { words, ...seen }: SurveyPart): Survey {
  const filledCells = seen.filledCells.map((looks, at) => {
    if (looks.length < LOOKED_AT_CELLS) return looks
    const known = new Set(looks)
    const rare = [...(words.get(at) ?? [])].filter((cell) => !known.has(cell) && cell.trim() !== '')
    return [...looks, ...rare]
  })
  // If there are no more cells than were examined anyway, all of them were, unless one was cut.
  const isCut = (at: number) => seen.filledCells[at]?.some(({ length }) => length >= LOOKED_AT_CHARS) ?? false
  const partlyRead = new Set(
    [...seen.partlyRead].filter((at) => (seen.filledCounts[at] ?? 0) > LOOKED_AT_CELLS || isCut(at)),
  )
  return { facts, ...seen, filledCells, partlyRead }
}

/** Returns the same as a survey of the rows of both parts in sequence. */
export function joinParts(beginning: SurveyPart, rest: SurveyPart): SurveyPart {
  const longCells = new Map(beginning.longCells)
  for (const [at, count] of rest.longCells) longCells.set(at, (longCells.get(at) ?? 0) + count)
  const words = new Map<number, ReadonlySet<string>>()
  const partlyRead = new Set([...beginning.partlyRead, ...rest.partlyRead])
  for (const [at, seen] of beginning.words) {
    const further = rest.words.get(at)
    const all = further && new Set([...seen, ...further])
    if (all && all.size <= RARE_WORDS) words.set(at, all)
    else partlyRead.add(at)
  }
  const issues = { ...beginning.issues }
  for (const [issue, count] of Object.entries(rest.issues) as [RowIssue, number][]) issues[issue] += count
  return {
    // The first part of a file large enough for two threads has more rows than are kept.
    firstRows: beginning.firstRows,
    filledCells: beginning.filledCells.map((looks, at) =>
      [...looks, ...(rest.filledCells[at] ?? [])].slice(0, LOOKED_AT_CELLS),
    ),
    filledCounts: beginning.filledCounts.map((count, at) => count + (rest.filledCounts[at] ?? 0)),
    issues,
    // The last part counts its rows from its own first row.
    issueRows: beginning.issueRows,
    longCells,
    words,
    partlyRead,
    misplacedAt: new Set([...beginning.misplacedAt, ...rest.misplacedAt]),
    hasOddRows: beginning.hasOddRows || rest.hasOddRows,
  }
}
