/**
 * Where a spreadsheet would begin a formula within a cell. It skips white space and controls before a sign, and takes the
 * full-width forms of the signs for the plain ones.
 */
export const formulaSigns = '[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]'

const skipped = String.raw`\s\p{Cc}\p{Cf}";`
// A run begins where no other is, so each is read once, however long.
const signBehindRun = new RegExp(`(?<![${skipped}])([${skipped}]+)('*${formulaSigns})`, 'gu')
const border = /[;\t\r\n]/

/**
 * The text with each sign changed that stands behind a `;`, a tab or a line end, or behind blanks, controls and quotes after
 * one: where another list separator is usual, a cell begins there. `change` gets the sign and the apostrophes before it.
 */
export const changeSignsBehindBorders = (text: string, change: (sign: string) => string): string =>
  border.test(text)
    ? text.replaceAll(signBehindRun, (all, run: string, sign: string) => (border.test(run) ? run + change(sign) : all))
    : text
