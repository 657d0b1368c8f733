/** Converts a cell to the value that is sent: removes artefacts of tools and spreadsheets, and rewords nothing. */

import { directionMarks } from '../../core/direction-marks.ts'
import { mapSignsAfterSeparators } from '../../core/formula-signs.ts'
import { repairMojibake } from './mojibake.ts'
import { emptyValueWords, spellingsOf } from './no-values.ts'
import { nullWords } from './null-words.ts'

/**
 * Words for nothing in the spellings tools use, excluding spellings that are surnames such as `Null`; see
 * `isEmptyValue`.
 */
const nothing = new Set([...nullWords, ...emptyValueWords].flatMap(spellingsOf))
for (const surname of ['Null', 'Nan', 'None', 'Nil', 'Empty', 'Unknown']) nothing.delete(surname)
nothing.add('NaN').add('k.A.').add('k. A.').add('N/a').add('\\N')

/** Returns whether this is a phone number as written by Meta lead forms: `p:+49…`. */
const isMetaPhone = (text: string): boolean => text.startsWith('p:+')
const META_PHONE = { shortest: 8, longest: 18 } as const

/** The `#` that a spreadsheet shows if a column is too narrow for a number; some programs export it. */
const NARROW = { shortest: 3, longest: 31 } as const
for (let length = NARROW.shortest; length <= NARROW.longest; length += 1) nothing.add('#'.repeat(length))

/** First characters and lengths of these words, so that nearly every other cell is ruled out without a look-up. */
const LONGEST = 32
const firstSigns = new Uint8Array(128 * LONGEST)
const firstSignIndex = (first: number, length: number) => (first & 127) * LONGEST + length
for (const word of nothing) if (word.length < LONGEST) firstSigns[firstSignIndex(word.charCodeAt(0), word.length)] = 1
for (let length = META_PHONE.shortest; length <= META_PHONE.longest; length += 1) {
  firstSigns[firstSignIndex('p'.charCodeAt(0), length)] = 1
}

/** Returns whether a non-empty text may differ from its value, judging by its first character and length. */
export const mayDiffer = (first: number, length: number): boolean =>
  length < LONGEST && firstSigns[firstSignIndex(first, length)] === 1
export const textMayDiffer = (text: string): boolean => mayDiffer(text.charCodeAt(0), text.length)

/** Returns whether a cell contains a word for nothing. */
export const isEmptyValue = (cell: string): boolean => nothing.has(cell)

/** Icon font characters, control characters, byte order marks, and characters that change the text direction. */
const junk = new RegExp(
  String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ue000-\uf8ff\ufeff\u200b\u2060${directionMarks}]`,
)
const allJunk = new RegExp(junk.source, 'g')

/** Marks, fillers and blanks of which nothing is visible: a name of them alone would greet nobody. */
const nothingVisible = /^[\s\u2800\p{Default_Ignorable_Code_Point}]+$/u

/** Returns whether the tool that wrote the file masked the value: `J***@acme.com`, `+49 *** ***`. */
export const isMasked = (text: string): boolean =>
  text.length <= 120 &&
  (/\*{3,}|[●•]{2,}|x{4,}@|@x{3,}\./i.test(text) || (text.includes('**') && !/\*\*[^*\s][^*]*\*\*/.test(text)))

/**
 * Removes the apostrophe that keeps a spreadsheet from interpreting a cell (`'+49 …`, `'=…`), or `="0049"`, which has
 * the same purpose.
 */
function withoutGuard(text: string): string {
  if (text.charCodeAt(0) === 39)
    return /^'(?:[\d(\t\r]|'*[\s\p{Cf}]*[+=\-@\uFF1D\uFF0B\uFF0D\uFF20])/u.test(text) ? text.slice(1).trimStart() : text
  if (text.startsWith('="') && text.endsWith('"') && text.length > 2) return text.slice(2, -1)
  return text
}

/** Removes the apostrophes that our own CSV files add after a `;` or a line end within a cell, see `csv-write.ts`. */
const withoutInnerGuards = (text: string): string => mapSignsAfterSeparators(text, (sign) => sign.replace("'", ''))

/** Combined check for garbage and masked values, which hardly any cell has. */
const junkOrMask = new RegExp(`${junk.source}|\\*\\*|[●•]{2}|xxxx@|@x{3}`)

/** Returns the value of a cell; empty if there is none. */
export function cellValue(cell: string | undefined, repair: boolean): string {
  if (cell === undefined || cell === '') return ''
  let text = cell.trim()
  if (junkOrMask.test(text)) {
    if (junk.test(text)) text = text.replace(allJunk, '').trim()
    if (isMasked(text)) return ''
  }
  const first = text.charCodeAt(0)
  if (first > 127 && nothingVisible.test(text)) return ''
  if (first === 39 || first === 61) text = withoutGuard(text)
  if (text.includes("'")) text = withoutInnerGuards(text)
  if (text !== '' && textMayDiffer(text)) {
    if (nothing.has(text)) return ''
    if (isMetaPhone(text)) text = text.slice(2)
  }
  return repair ? repairMojibake(text) : text
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" }

/**
 * Converts a literal `
 * ` and HTML to the intended text: line breaks are kept, tags removed, entities decoded.
 */
export function repairText(text: string): string {
  if (!/[\\<&]/.test(text)) return text
  return removeCode(text.replace(/\\r\\n|\\[nr]/g, '\n').replace(/\\t/g, ' '))
    .replace(/<br\s*\/?>|<\/(?:p|div|li|h[1-6])\s*>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(amp|lt|gt|quot|nbsp|apos|#\d{1,6});/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
      const code = Number(name.slice(1))
      return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
    })
    .replace(/(?<![ \t])[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Removes scripts and styles with their content; an unclosed one is left to the tag removal. */
function removeCode(text: string): string {
  if (!/<(?:script|style)/i.test(text)) return text
  const kept: string[] = []
  let from = 0
  const begins = /<(?:script|style)\b[^<>]*>/gi
  const ends = /<\/(?:script|style)\s*>/gi
  for (let begin = begins.exec(text); begin; begin = begins.exec(text)) {
    ends.lastIndex = begins.lastIndex
    // If this one is not closed, no later one is either.
    if (!ends.test(text)) break
    kept.push(text.slice(from, begin.index))
    from = ends.lastIndex
    begins.lastIndex = from
  }
  return kept.join('') + text.slice(from)
}

/** Faults in a value that should not appear in an email. */
export const valueFlags = ['line_escape', 'placeholder', 'html', 'json', 'all_caps', 'masked', 'lost_letters'] as const
export type ValueFlag = (typeof valueFlags)[number]
export type FlagCounts = Readonly<Record<ValueFlag, number>>

const mayBeFlagged = /[\\{<[*&%]/
/**
 * Characters that a program substitutes for letters its encoding does not have: `?ukasz`, `Bront?s`, or for a whole
 * name `? ??`.
 */
const lostLetters = /(?:^|[\s\-(])\?{1,3}\p{L}|\p{L}\?{1,3}\p{L}|^(?=[\s.]*\?)[?\s.]+$|\uFFFD/u

/** Returns the fault of a value as it would be sent; null if there is none. `isName`: for names and companies. */
export function flagOf(value: string, isName: boolean): ValueFlag | null {
  if (mayBeFlagged.test(value)) {
    if (isMasked(value)) return 'masked'
    if (/\{\{[^{}]*\}\}|\[(?:first|last|company)[ _]?name\]|%[A-Z_]{3,}%/i.test(value)) return 'placeholder'
    if (/^\s*(?:\{\s*"|\[\s*[{"]|\[\s*\]$)/.test(value)) return 'json'
    if (/<\/?[a-z][^<>]*>|&(?:amp|lt|gt|nbsp|quot|#\d+);/i.test(value)) return 'html'
    if (/\\[nrt]/.test(value)) return 'line_escape'
  }
  if (isName && lostLetters.test(value)) return 'lost_letters'
  return isName && value.length > 3 && !/\p{Ll}/u.test(value) && /\p{Lu}{4,}/u.test(value) ? 'all_caps' : null
}
