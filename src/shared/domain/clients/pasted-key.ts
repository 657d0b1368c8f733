const surroundingMarks = /^["'`“”„‘’«»<\s]+|(?<!["'`“”„‘’«»>,;\s])["'`“”„‘’«»>,;\s]+$/g
const invisible = /\p{Cf}/gu
/** Text before a key in a command, a request or a settings file. A key itself contains `:` or `=` only at its end. */
const keyPrefix = /^(?:authorization["']?\s*[:=]\s*["']?)?bearer\s+|^[\w -]*key["']?\s*[:=]\s*(?=\S{8})/i

/** Extracts an API key from pasted text: without quotes, "Bearer", a preceding name, spaces and line breaks. */
export const extractPastedKey = (text: string): string =>
  text
    .replace(invisible, '')
    .replace(surroundingMarks, '')
    .replace(keyPrefix, '')
    .replace(surroundingMarks, '')
    .replace(/\s+/g, '')

/** Characters a key can consist of. A key that Instantly shows shortened, with dots or an ellipsis, is not accepted. */
export const keyPattern = /^[\x21-\x7e]+$/
