/** Tables that do not lie in rows of cells: each row in one cell, or as a table of Markdown. */
import { verbatimCsvLine } from '../../core/lib/csv-write.ts'
import { namesAColumn } from './known-headers.ts'
import { createTokenizer } from './tokenizer.ts'

/**
 * - `one_cell`: each row is one cell that holds the others, divided by this. So it comes out of a spreadsheet that put
 *   every line of a CSV into column A, or a program that quoted whole lines.
 * - `markdown`: `| Ann | ann@acme.example |`, as chats answer, with a line of dashes below the header.
 */
export type OddForm = { readonly kind: 'one_cell'; readonly delimiter: string } | { readonly kind: 'markdown' }

/** Of rows in one cell so many must have as many cells as their header. */
const LEAST_ALIKE = 0.8
const delimiters = [';', ',', '\t', '|']

/** How a table lies in its file; null for rows of cells. The header may be one of empty names. */
export function oddFormOf(
  { header, delimiter }: { readonly header: readonly string[]; readonly delimiter: string },
  rows: readonly (readonly string[])[],
): OddForm | null {
  if (delimiter === '|' && isBetweenPipes(header) && rows[0] !== undefined && isDashes(rows[0]))
    return { kind: 'markdown' }
  const [name = '', ...more] = header
  if (rows.length === 0 || !more.every(isBlank)) return null
  for (const divider of delimiters) {
    const records = rows.map(([cell = '', ...others]) => (others.every(isBlank) ? cellsOf(cell, divider) : []))
    const [first = []] = records
    // A title may stand above the names.
    const width = isBlank(name) || first.filter(namesAColumn).length >= 2 ? first.length : cellsOf(name, divider).length
    const alike = records.filter((cells) => cells.length === width)
    const holdsAddress = alike.some((cells) => cells.some((cell) => cell.includes('@')))
    if (width >= 2 && holdsAddress && alike.length >= rows.length * LEAST_ALIKE)
      return { kind: 'one_cell', delimiter: divider }
  }
  return null
}

/** A record of such a table as a line of a CSV with its own delimiter; null for one that is no row. */
export function lineOfForm(form: OddForm, cells: readonly string[]): string | null {
  if (form.kind === 'markdown') return isDashes(cells) ? null : verbatimCsvLine(cells.slice(1, -1).map(withoutMarkdown))
  const filled = cells.slice(0, cells.findLastIndex((cell) => !isBlank(cell)) + 1)
  // What a spreadsheet took for a border was a part of the line.
  return filled.length === 0 ? null : `${filled.join(',')}\r\n`
}

/** The delimiter of what `lineOfForm` writes. */
export const delimiterOfForm = (form: OddForm): string => (form.kind === 'one_cell' ? form.delimiter : ',')

const isBlank = (cell: string): boolean => cell.trim() === ''
const isBetweenPipes = (cells: readonly string[]): boolean =>
  cells.length >= 4 && isBlank(cells[0] ?? '') && isBlank(cells.at(-1) ?? '')
const isDashes = (cells: readonly string[]): boolean =>
  isBetweenPipes(cells) && cells.slice(1, -1).every((cell) => /^\s*:?-{2,}:?\s*$/.test(cell))

/** `**Ann**`, `[Acme](https://acme.example)`, `[ann@acme.example](mailto:ann@acme.example)`. */
const withoutMarkdown = (cell: string): string =>
  cell
    .trim()
    .replace(/^(\*\*|__|`)(.*)\1$/s, '$2')
    .replace(/^\[[^\]]*\]\((?:mailto:)?([^()\s]+)\)$/, '$1')

/** The cells of a line of a CSV; none where it is none. */
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
