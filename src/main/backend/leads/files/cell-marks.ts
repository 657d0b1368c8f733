/**
 * What the cells of a row are made of, seen while they are cut out and so as good as free: nearly every cell has only
 * characters that nothing has to be done about, and who knows that need not look again.
 */
import { turningMarks } from '#shared/domain/core/turning-marks.ts'

/** Something in the cell may have to be cleaned away, or written as an escape in JSON. */
export const ODD = 1
/** It has letters beyond ASCII. */
export const ACCENTED = 2
/** It has `<` or `&`: perhaps HTML. */
export const MARKUP = 4
/** It has a slash: perhaps a link. */
export const SLASH = 8

export type CellMarks = {
  /** The row that is being told; what is marked holds for no other. */
  row: readonly string[] | null
  /** Of each cell with something in it, the kinds of characters there are in it, or `ODD` where nobody looked. */
  readonly kinds: Uint8Array
  /**
   * Of each cell with something in it, where it is among `bytes`; good while the row is being told. -1 where it does not
   * stand there as it was told.
   */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The UTF-8 the row was cut from, and where the row is in it, without its line end. */
  bytes: Uint8Array
  rowStart: number
  rowEnd: number
  /** Called before anything else is read into `bytes`. */
  beforeMove: (() => void) | null
  /** Set by who is told of each row as soon as it was cut: a row that is marked then needs no text of its own. */
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
 * Everything `cellValue` looks for (spaces that are trimmed, control characters, icons, marks without width, masks of
 * `*`, `●`, `•` or `x…@`, an apostrophe or `=` in front) and what JSON escapes (quotes, backslashes, lone surrogates).
 * A space is no such sign where it stands between others; the tokenizer looks at the ends of the cell.
 */
const odd = new RegExp(String.raw`[\p{Cc}\p{Co}\p{Cs}"\\*●•@'=\u200b-\u200f\u2060\ufeff${turningMarks}]|(?! )\s`, 'u')

/** First bytes of characters some of which are odd: U+0080–00BF, U+1000–3FFF, private use, and all beyond U+FFFF. */
const oddStarts = new Set([0xc2, 0xe1, 0xe2, 0xe3, 0xee, 0xef])

/** The kinds of each byte of UTF-8: what may be odd counts as odd. */
export const byteKinds: Uint8Array = Uint8Array.from({ length: 0x100 }, (_, byte) => {
  if (byte >= 0x80) return oddStarts.has(byte) || byte >= 0xf0 ? ODD | ACCENTED : ACCENTED
  const character = String.fromCharCode(byte)
  const markup = character === '<' || character === '&' ? MARKUP : 0
  return (odd.test(character) ? ODD : 0) | markup | (character === '/' ? SLASH : 0)
})
