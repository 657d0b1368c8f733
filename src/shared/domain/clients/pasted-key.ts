const around = /^["'`“”„‘’«»<\s]+|(?<!["'`“”„‘’«»>,;\s])["'`“”„‘’«»>,;\s]+$/g
const invisible = /\p{Cf}/gu
/** As in a command, a request or a file of settings. No key has `:` or `=` before its end. */
const before = /^(?:authorization["']?\s*[:=]\s*["']?)?bearer\s+|^[\w -]*key["']?\s*[:=]\s*(?=\S{8})/i

/** An API key out of what was pasted: without quotes, "Bearer", a name before it, blanks and line breaks. */
export const pastedKey = (text: string): string =>
  text.replace(invisible, '').replace(around, '').replace(before, '').replace(around, '').replace(/\s+/g, '')

/** What a key can be made of; one that Instantly shows shortened, with dots or an ellipsis in it, is none. */
export const keyLetters = /^[\x21-\x7e]+$/
