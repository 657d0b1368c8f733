/**
 * The kinds of characters in the cells of a row, recorded while the cells are split and therefore almost free. Nearly
 * all cells contain only characters that need no treatment, and code that knows this need not scan them again.
 */
import { directionMarks } from '#shared/domain/core/direction-marks.ts'

/** The cell may contain something to be cleaned away, or to be escaped in JSON. */
export const ODD = 1
/** It has letters beyond ASCII. */
export const ACCENTED = 2
/** It has `<` or `&`, so it may be HTML. */
export const MARKUP = 4
/** It has a slash, so it may be a link. */
export const SLASH = 8

export type CellMarks = {
  /** The row being reported; the marks are valid for this row only. */
  row: readonly string[] | null
  /** For each non-empty cell, the kinds of characters in it, or `ODD` if it was not examined. */
  readonly kinds: Uint8Array
  /** Position in `bytes` of each non-empty cell, while the row is reported. -1 if the bytes differ from the text. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The UTF-8 that the row was split from, and the row's position in it, without its line end. */
  bytes: Uint8Array
  rowStart: number
  rowEnd: number
  /** Called before anything else is read into `bytes`. */
  beforeMove: (() => void) | null
  /** Set by a consumer that handles each row as soon as it is split; a marked row then needs no text of its own. */
  direct: boolean
}

const MAX_CELLS = 20_001

export const createCellMarks = (): CellMarks => ({
  row: null,
  kinds: new Uint8Array(MAX_CELLS),
  starts: new Int32Array(MAX_CELLS),
  ends: new Int32Array(MAX_CELLS),
  bytes: new Uint8Array(0),
  rowStart: 0,
  rowEnd: 0,
  beforeMove: null,
  direct: false,
})

/**
 * Everything that `cellValue` looks for (spaces that are trimmed, control characters, icons, zero-width marks, masks of
 * `*`, `●`, `•` or `x…@`, a leading apostrophe or `=`) and everything JSON escapes (quotes, backslashes, lone
 * surrogates). A space between other characters does not count; the tokenizer checks the ends of the cell.
 */
const odd = new RegExp(String.raw`[\p{Cc}\p{Co}\p{Cs}"\\*●•@'=\u200b-\u200f\u2060\ufeff${directionMarks}]|(?! )\s`, 'u')

/**
 * First bytes of characters some of which are odd: U+0080–00BF, U+0340–037F, U+0600–063F, U+1000–3FFF, private use, and
 * everything above U+FFFF.
 */
const oddStarts = new Set([0xc2, 0xcd, 0xd8, 0xe1, 0xe2, 0xe3, 0xee, 0xef])

/** The kinds of each UTF-8 byte; a byte that may be part of an odd character counts as odd. */
export const byteKinds: Uint8Array = Uint8Array.from({ length: 0x100 }, (_, byte) => {
  if (byte >= 0x80) return oddStarts.has(byte) || byte >= 0xf0 ? ODD | ACCENTED : ACCENTED
  const character = String.fromCharCode(byte)
  const markup = character === '<' || character === '&' ? MARKUP : 0
  return (odd.test(character) ? ODD : 0) | markup | (character === '/' ? SLASH : 0)
})
