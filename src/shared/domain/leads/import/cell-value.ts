/** A cell as the value it is sent as: what tools and sheets leave around it goes, nothing is reworded. */
import { changeSignsBehindBorders } from '../../core/formula-signs.ts'
import { turningMarks } from '../../core/turning-marks.ts'
import { repairMojibake } from './mojibake.ts'
import { spellingsOf, valuesOfNothing } from './no-values.ts'
import { nullWords } from './null-words.ts'

/** In the spellings tools write them, so that a surname `Null` is not taken for one: see `saysNothing`. */
const nothing = new Set([...nullWords, ...valuesOfNothing].flatMap(spellingsOf))
for (const surname of ['Null', 'Nan', 'None', 'Nil', 'Empty', 'Unknown']) nothing.delete(surname)
nothing.add('NaN').add('k.A.').add('k. A.').add('N/a').add('\\N')

/** A phone as lead forms of Meta write it: `p:+49…`. */
const isMetaPhone = (text: string): boolean => text.startsWith('p:+')
const META_PHONE = { shortest: 8, longest: 18 } as const

/** What a sheet shows of a number its column is too narrow for, and some programs write so. */
const NARROW = { shortest: 3, longest: 31 } as const
for (let length = NARROW.shortest; length <= NARROW.longest; length += 1) nothing.add('#'.repeat(length))

/** Which first characters and lengths those words have: nearly every other cell is told apart without a look-up. */
const LONGEST = 32
const special = new Uint8Array(128 * LONGEST)
const place = (first: number, length: number) => (first & 127) * LONGEST + length
for (const word of nothing) if (word.length < LONGEST) special[place(word.charCodeAt(0), word.length)] = 1
for (let length = META_PHONE.shortest; length <= META_PHONE.longest; length += 1) {
  special[place('p'.charCodeAt(0), length)] = 1
}

/** Whether a text that is not empty might be other than its own value, by its first character and its length. */
export const mayDiffer = (first: number, length: number): boolean =>
  length < LONGEST && special[place(first, length)] === 1
export const textMayDiffer = (text: string): boolean => mayDiffer(text.charCodeAt(0), text.length)

/** Whether a cell says in so many words that there is nothing. */
export const saysNothing = (cell: string): boolean => nothing.has(cell)

/** Icons of web fonts, characters without a sign, marks of byte order, and those that turn the order of what follows. */
const rubbish = new RegExp(
  String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ue000-\uf8ff\ufeff\u200b\u2060${turningMarks}]`,
)
const rubbishAll = new RegExp(rubbish.source, 'g')

/** Hidden by the tool that wrote the file: `J***@acme.com`, `+49 *** ***`. */
export const isMasked = (text: string): boolean =>
  text.length <= 120 &&
  (/\*{3,}|[●•]{2,}|x{4,}@|@x{3,}\./i.test(text) || (text.includes('**') && !/\*\*[^*\s][^*]*\*\*/.test(text)))

/** `'+49 …`, `'=…`: an apostrophe sheets are given so that they leave a cell alone; `="0049"` for the same purpose. */
function withoutGuard(text: string): string {
  if (text.charCodeAt(0) === 39)
    return /^'(?:[\d(\t\r]|'*[\s\p{Cf}]*[+=\-@\uFF1D\uFF0B\uFF0D\uFF20])/u.test(text) ? text.slice(1).trimStart() : text
  if (text.startsWith('="') && text.endsWith('"') && text.length > 2) return text.slice(2, -1)
  return text
}

/** Without the apostrophe our own CSVs carry behind a `;` or a line end within a cell, see `csv-write.ts`. */
const withoutInnerGuards = (text: string): string => changeSignsBehindBorders(text, (sign) => sign.replace("'", ''))

/** Rubbish or a mask: one look for what hardly any cell has. */
const seldom = new RegExp(`${rubbish.source}|\\*\\*|[●•]{2}|xxxx@|@x{3}`)

/** The value of a cell; empty where there is none. */
export function cellValue(cell: string | undefined, repair: boolean): string {
  if (cell === undefined || cell === '') return ''
  let text = cell.trim()
  if (seldom.test(text)) {
    if (rubbish.test(text)) text = text.replace(rubbishAll, '').trim()
    if (isMasked(text)) return ''
  }
  const first = text.charCodeAt(0)
  if (first === 39 || first === 61) text = withoutGuard(text)
  if (text.includes("'")) text = withoutInnerGuards(text)
  if (text !== '' && textMayDiffer(text)) {
    if (nothing.has(text)) return ''
    if (isMetaPhone(text)) text = text.slice(2)
  }
  return repair ? repairMojibake(text) : text
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" }

/** A literal `\n` and HTML as the text they were meant to be: line breaks stay, tags go, entities become their letters. */
export function mendText(text: string): string {
  if (!/[\\<&]/.test(text)) return text
  return withoutCode(text.replace(/\\r\\n|\\[nr]/g, '\n').replace(/\\t/g, ' '))
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

/** Scripts and styles go with what is in them; of one that nobody ends only the tag. */
function withoutCode(text: string): string {
  if (!/<(?:script|style)/i.test(text)) return text
  const kept: string[] = []
  let from = 0
  const begins = /<(?:script|style)\b[^<>]*>/gi
  const ends = /<\/(?:script|style)\s*>/gi
  for (let begin = begins.exec(text); begin; begin = begins.exec(text)) {
    ends.lastIndex = begins.lastIndex
    // Where one has no end, none after it has.
    if (!ends.test(text)) break
    kept.push(text.slice(from, begin.index))
    from = ends.lastIndex
    begins.lastIndex = from
  }
  return kept.join('') + text.slice(from)
}

/** Signs of what nobody wants to read in a mail. */
export const valueFlags = ['line_escape', 'placeholder', 'html', 'json', 'all_caps', 'masked', 'lost_letters'] as const
export type ValueFlag = (typeof valueFlags)[number]
export type FlagCounts = Readonly<Record<ValueFlag, number>>

const mayBeFlagged = /[\\{<[*&%]/
/** What a program leaves of a letter its encoding does not have: `?ukasz`, `Bront?s`, or of a whole name `? ??`. */
const lostLetters = /(?:^|[\s\-(])\?{1,3}\p{L}|\p{L}\?{1,3}\p{L}|^(?=[\s.]*\?)[?\s.]+$|\uFFFD/u

/** What is odd about a value as it would be sent; null for nothing. `isText` for names and companies. */
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
