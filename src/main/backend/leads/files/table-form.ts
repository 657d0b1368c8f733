/** Tables that are not stored as rows of cells: rows in one cell each, as in Markdown, or all in one line. */
import { verbatimCsvLine } from '../../core/lib/csv-write.ts'
import { isColumnName } from './known-headers.ts'
import { createTokenizer } from './tokenizer.ts'

/**
 * - `one_cell`: each row is one cell that contains all its values, separated by this delimiter. Produced by a
 *   spreadsheet that put every line of a CSV into column A, or by a program that quoted whole lines, with or without
 *   the header.
 * - `markdown`: `| Ann | ann@acme.example |`, as in chat answers, with a line of dashes below the header.
 * - `recipients`: `Ann Lee <ann@acme.example>; Bob <bob@globex.example>`, as a mail program shows the recipients of a
 *   mail.
 */
export type TableForm =
  | { readonly kind: 'one_cell'; readonly delimiter: string; readonly joint: string }
  | { readonly kind: 'markdown' | 'recipients' }

/** Share of single-cell rows that must have as many cells as their header. */
const LEAST_ALIKE = 0.8
const delimiters = [';', ',', '\t', '|']

/** Returns how a table is stored in its file; null for rows of cells. The header may consist of empty names. */
export function detectTableForm(
  { header, delimiter }: { readonly header: readonly string[]; readonly delimiter: string },
  rows: readonly (readonly string[])[],
): TableForm | null {
  if (delimiter === '|' && isBetweenPipes(header) && rows[0] !== undefined && isDashes(rows[0]))
    return { kind: 'markdown' }
  if (header.every(isBlank) && areRecipients(rows)) return { kind: 'recipients' }
  const [name = '', ...more] = header
  if (rows.length === 0) return null
  const isWide = !more.every(isBlank)
  for (const divider of isWide ? [delimiter] : delimiters) {
    const records = rows.map(([cell = '', ...others]) => (others.every(isBlank) ? cellsOf(cell, divider) : []))
    const [first = []] = records
    // There may be a title above the column names.
    const width = isWide
      ? header.length
      : isBlank(name) || first.filter(isColumnName).length >= 2
        ? first.length
        : cellsOf(name, divider).length
    const alike = records.filter((cells) => cells.length === width)
    const holdsAddress = alike.some((cells) => cells.some((cell) => cell.includes('@')))
    if (width >= (isWide ? 3 : 2) && holdsAddress && alike.length >= rows.length * LEAST_ALIKE)
      return { kind: 'one_cell', delimiter: divider, joint: isWide ? divider : ',' }
  }
  return null
}

/** Returns a record of this kind of table as CSV lines with its own delimiter; null if the record is not a row. */
export function csvLinesOfForm(form: TableForm, cells: readonly string[]): string | null {
  if (form.kind === 'markdown')
    return isDashes(cells) ? null : verbatimCsvLine(withPipes(cells.slice(1, -1)).map(withoutMarkdown))
  if (form.kind === 'one_cell') {
    const filled = cells.slice(0, cells.findLastIndex((cell) => !isBlank(cell)) + 1)
    // The part that a spreadsheet treated as a cell boundary belongs to the line.
    return filled.length === 0 ? null : `${filled.join(form.joint)}\r\n`
  }
  return recipientsOf(cells)
    .map((recipient) => verbatimCsvLine([recipient]))
    .join('')
}

/** The delimiter that `csvLinesOfForm` writes. */
export const delimiterOfForm = (form: TableForm): string => (form.kind === 'one_cell' ? form.delimiter : ',')

const isBlank = (cell: string): boolean => cell.trim() === ''
const isBetweenPipes = (cells: readonly string[]): boolean =>
  cells.length >= 4 && isBlank(cells[0] ?? '') && isBlank(cells.at(-1) ?? '')
const isDashes = (cells: readonly string[]): boolean =>
  isBetweenPipes(cells) && cells.slice(1, -1).every((cell) => /^\s*:?-{2,}:?\s*$/.test(cell))

/** Restores escaped pipes, as in `Berg \| Co`, where the pipe is part of the cell. */
function withPipes(cells: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (const cell of cells) {
    const before = whole.at(-1)
    if (before?.endsWith('\\')) whole[whole.length - 1] = `${before.slice(0, -1)}|${cell}`
    else whole.push(cell)
  }
  return whole
}

const holdsAddress = (text: string): boolean => text.includes('@')

/** Returns a recipient line's people. A part without an address begins the next: `Lee, Ann <ann@acme.example>`. */
function recipientsOf(cells: readonly string[]): readonly string[] {
  const found: string[] = []
  let begun = ''
  // The line was split at the commas within names, although semicolons separate the people.
  const isCutInNames = cells.some((cell) => /@[^;@]*;/.test(cell))
  for (const cell of isCutInNames
    ? cells
        .map((part) => part.trim())
        .join(', ')
        .split(';')
    : cells) {
    if (isBlank(cell)) continue
    begun = begun === '' ? cell.trim() : `${begun}, ${cell.trim()}`
    if (!holdsAddress(cell)) continue
    found.push(begun)
    begun = ''
  }
  // After an address, the other sign divides people too.
  return [...found, begun].flatMap((part) => part.split(behindAddress)).filter((part) => !isBlank(part))
}

const behindAddress = /(?<=@[^\s,;<>]{1,255}>?\s{0,3})[,;]/

/** Lines with two addresses each may be a table of people with two, unless names stand before them. */
function areRecipients(rows: readonly (readonly string[])[]): boolean {
  const lines = rows.map(recipientsOf)
  if (rows.length >= 2 && lines.every(([line = '', ...more]) => more.length === 0 && surnameFirst.test(line)))
    return true
  if (!lines.some((line) => line.filter(holdsAddress).length >= 2)) return false
  const all = lines.flat()
  const shareOf = (is: (text: string) => boolean) => all.filter(is).length / all.length
  return shareOf(holdsAddress) >= LEAST_ALIKE && (rows.length === 1 || shareOf((text) => /<[^<>@]+@/.test(text)) >= 0.5)
}

/** `Lee, Ann <ann@acme.example>` alone on its line. */
const surnameFirst = /^\p{L}[^,<>@\d]*, \p{L}[\p{L}.'’-]*(?: \p{Ll}+)* <[^<>\s@]+@[^<>\s@]+>$/u

/** `**Ann**`, `[Acme](https://acme.example)`, `[ann@acme.example](mailto:ann@acme.example)`. */
const withoutMarkdown = (cell: string): string =>
  cell
    .trim()
    .replace(/^(\*\*|__|`)(.*)\1$/s, '$2')
    .replace(/^\[[^\]]*\]\((?:mailto:)?([^()\s]+)\)$/, '$1')

/** Returns the cells of a CSV line; empty if it is not one. */
function cellsOf(line: string, delimiter: string): readonly string[] {
  const records: (readonly string[])[] = []
  try {
    const tokenizer = createTokenizer({ delimiter, onRow: (cells) => void records.push(cells) })
    tokenizer.push(line)
    tokenizer.end()
  } catch {
    return []
  }
  return records.length === 1 ? (records[0] ?? []) : []
}
