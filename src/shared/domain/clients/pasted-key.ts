const around = /^["'`“”„‘’«»<\s]+|(?<!["'`“”„‘’«»>,;\s])["'`“”„‘’«»>,;\s]+$/g
const invisible = /\p{Cf}/gu
/** Text before a key in a command, a request or a settings file. A key itself contains `:` or `=` only at its end. */
const before = /^(?:authorization["']?\s*[:=]\s*["']?)?bearer\s+|^[\w -]*key["']?\s*[:=]\s*(?=\S{8})/i

/** Extracts an API key from pasted text: without quotes, "Bearer", a preceding name, spaces and line breaks. */
export const pastedKey = (text: string): string =>
  text.replace(invisible, '').replace(around, '').replace(before, '').replace(around, '').replace(/\s+/g, '')

/** Characters a key can consist of. A key that Instantly shows shortened, with dots or an ellipsis, is not accepted. */
export const keyLetters = /^[\x21-\x7e]+$/
