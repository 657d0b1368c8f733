/** First bytes of a CSV file that make spreadsheets read it as UTF-8. */
export const csvBom = '\uFEFF'

type CsvCell = string | number | boolean | null | undefined

/**
 * One line of a CSV file (RFC 4180, CRLF at its end). A cell a spreadsheet would run as a formula gets a leading
 * apostrophe; plain numbers and phone numbers stay as they are.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** The same with every cell exactly as it is: for files only Sendoff reads again. */
export function verbatimCsvLine(cells: readonly string[]): string {
  // A line of one empty cell would be a blank line, which readers skip.
  return `${cells.length === 1 && cells[0] === '' ? '""' : cells.map(quotedCell).join(',')}\r\n`
}

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  return quotedCell(typeof cell === 'string' ? neutralised(cell) : String(cell))
}

const quotedCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

// Spreadsheets skip white space before the sign, and take the full-width forms of the signs for the plain ones.
const mayBeFormula = /^(?:[\t\r]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/
const plainNumber = /^[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d{1,3})?%?$/
// `+49 (0)30 123`. With `-`, `.` or `/` between the digits a spreadsheet would calculate, so those are not spared.
const phone = /^\+\d[\d ()]*$/

function neutralised(text: string): string {
  if (!mayBeFormula.test(text)) return text
  if (plainNumber.test(text) || phone.test(text)) return text
  return `'${text}`
}
