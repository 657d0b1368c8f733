/**
 * Characters with which a spreadsheet would start a formula. It skips white space and control characters before them,
 * and treats their full-width forms the same.
 */
export const formulaSigns = '[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]'

const skipped = String.raw`\s\p{Cc}\p{Cf}";`
// A run can only start where no other run is, so each character is read once, however long the run.
const signBehindRun = new RegExp(`(?<![${skipped}])([${skipped}]+)('*${formulaSigns})`, 'gu')
const cellSeparator = /[;\t\r\n]/

/**
 * Changes each formula sign that follows a `;`, a tab or a line end, possibly with spaces, control characters and
 * quotes in between, because a cell starts there if a different list separator is in use. `change` receives the sign
 * and the apostrophes before it.
 */
export const mapSignsAfterSeparators = (text: string, change: (sign: string) => string): string =>
  cellSeparator.test(text)
    ? text.replaceAll(signBehindRun, (all, run: string, sign: string) =>
        cellSeparator.test(run) ? run + change(sign) : all,
      )
    : text
