import { formulaSigns, mapSignsAfterSeparators } from '#shared/domain/core/formula-signs.ts'

/** First bytes of a CSV file that make spreadsheets read it as UTF-8. */
export const csvBom = '\uFEFF'

export type CsvCell = string | number | boolean | null | undefined

/**
 * Returns one line of a CSV file (RFC 4180, ending in CRLF). A cell a spreadsheet would run as a formula gets a leading
 * apostrophe; plain numbers and phone numbers are unchanged. Where the list separator is `;` or a tab, as in German and
 * Dutch, a spreadsheet splits cells at every one inside them, so the text after it is treated the same way.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  const texts = cells.map(safeText)
  const [first = '', ...rest] = texts
  // Read with another separator the whole line is one cell, so a leading number may be the start of a formula in the
  // following text.
  if (/^[+-]/.test(first) && rest.some((cell) => externalCalls.test(cell))) texts[0] = `'${first}`
  return `${texts.map(quotedCell).join(',')}\r\n`
}

/** Returns a line with every cell unchanged, for files only Sendoff reads again. */
export function verbatimCsvLine(cells: readonly string[]): string {
  // A line of one empty cell would be a blank line, which readers skip.
  return `${cells.length === 1 && cells[0] === '' ? '""' : cells.map(quotedCell).join(',')}\r\n`
}

function safeText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'string' ? neutraliseFormula(cell) : String(cell)
}

const quotedCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

// A leading apostrophe also gets another one, so that reading, which removes exactly one, restores the text.
const mayBeFormula = new RegExp(`^(?:[\\t\\r]|'*[\\s\\p{Cc}\\p{Cf}]*${formulaSigns})`, 'u')
const plainNumber = /^[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d{1,3})?%?$/
// `+49 (0)30 123`. With `-`, `.` or `/` between the digits a spreadsheet would calculate, so those are not exempt.
const phone = /^\+\d[\d ()]*$/
/** Calls of functions and other programs, references to other files. */
const externalCalls = /[|!([]/

function neutraliseFormula(text: string): string {
  const inner = mapSignsAfterSeparators(text, (sign) => `'${sign}`)
  if (!mayBeFormula.test(text)) return inner
  if (plainNumber.test(text) || phone.test(text)) return text
  return `'${inner}`
}
