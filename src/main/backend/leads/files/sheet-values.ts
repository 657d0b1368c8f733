/** The displayed value of a workbook cell: dates, percentages, padded numbers by format, strings unescaped. */
import { dayMs } from '#shared/domain/core/days.ts'

export type NumberKind = 'plain' | 'date' | 'time' | 'date_time' | 'percent' | { readonly digits: number }

/** Built-in number formats that are dates or times (ECMA-376, 18.8.30). */
const builtIn: Readonly<Record<number, NumberKind>> = {
  9: 'percent',
  10: 'percent',
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'time',
  19: 'time',
  20: 'time',
  21: 'time',
  22: 'date_time',
  45: 'time',
  46: 'time',
  47: 'time',
}

/** Excel's own formats are at most 255 characters long. */
const longestFormat = 1_000

/** Returns what kind of value a number format displays. */
export function numberKind(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return builtIn[id] ?? ((id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'date' : 'plain')
  const bare = (code.slice(0, longestFormat).split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '')
    .toLowerCase()
  if (/^0{2,}$/.test(bare)) return { digits: bare.length }
  const date = /[yd]/.test(bare) || /mmm/.test(bare)
  const time = /[hs]/.test(bare)
  if (/general/.test(bare)) return 'plain'
  if (date && time) return 'date_time'
  if (date) return 'date'
  if (time) return 'time'
  return bare.includes('%') ? 'percent' : 'plain'
}

/** Day 0 of a workbook: 25,569 days before 1970, counting 29 February 1900, which never existed. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)

const wholeNumber = /^(?:0|-?[1-9]\d{0,14})$/

/** Returns the text of a number cell; `raw` is the value in the file. */
export function numberText(raw: string, kind: NumberKind, from1904: boolean): string {
  // Most numbers are written like this and displayed unchanged.
  if (kind === 'plain' && wholeNumber.test(raw)) return raw
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw.trim()
  if (kind === 'plain') return plain(value)
  if (kind === 'percent') return `${plain(value * 100)}%`
  if (typeof kind === 'object') return Number.isInteger(value) ? plain(value).padStart(kind.digits, '0') : plain(value)
  // Beyond the year 9999 it is not a date, regardless of the format.
  if (value < 0 || value > 2_958_466) return plain(value)
  const at = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + Math.round((value * dayMs) / 1000) * 1000).toISOString()
  const time = at.slice(11, at.slice(17, 19) === '00' ? 16 : 19)
  if (kind === 'time') return time
  if (kind === 'date' || value % 1 === 0) return at.slice(0, 10)
  return `${at.slice(0, 10)} ${time}`
}

/** Removes the noise of binary fractions: `0.1 + 0.2` is 0.3. */
const plain = (value: number): string => {
  const short = Number(value.toPrecision(15))
  return Math.abs(short) >= 1e21 ? BigInt(short).toString() : String(short)
}

/** Replaces escapes such as `_x000D_`, which stand for the character with that number. */
export const withoutEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

/** No lead list is wider. */
export const MAX_COLUMN = 1001

/** Returns the column of a reference such as `BC12`, counted from 0; -1 if there is none. */
export function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i += 1) {
    const letter = reference.charCodeAt(i) & ~32
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}
