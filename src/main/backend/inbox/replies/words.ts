/** Splits a text into words for comparison: folded, each with its position, sentence and clause. */
import { memoizeByWord } from './memoize-by-word.ts'
import { factsOfWord, type WordFacts } from './word-facts.ts'

export type Word = {
  /** Lower case, no accents; an address is `@`, a link `://`. */
  readonly folded: string
  /** Facts that do not depend on the text. */
  readonly facts: WordFacts
  readonly start: number
  readonly end: number
  readonly sentence: number
  /** Number of the clause, i.e. a part of a sentence between commas, dashes and brackets. */
  readonly clause: number
  /** Whether the word is capitalised although its position does not require it; `maybe` if it stands first. */
  readonly capital: boolean | 'maybe'
}

export type WordedText = {
  readonly text: string
  readonly words: readonly Word[]
  /** Sentences that end in a question mark. */
  readonly questions: ReadonlySet<number>
  /** Whether the writer uses no capital letters, so that a capital says nothing. */
  readonly lowerCase: boolean
}

/** Later words are ignored. */
const MAX_WORDS = 600

const address = String.raw`[\p{L}\p{N}][\p{L}\p{N}._%+-]*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`
const link = String.raw`https?:\/\/\S+`
const others = String.raw`\p{Extended_Pictographic}|\p{L}[\p{L}\p{M}]*(?:'(?:t|s|re|ve|ll|d|m)(?![\p{L}]))?|\p{N}+|[.!?;:\n|•]+|[,()"[\]]|\s[-\u2013\u2014]+\s`
const wordPattern = new RegExp(`${address}|${link}|${others}`, 'giu')
/** Faster for texts without an address, as the other pattern tries to match one at every word. */
const wordPatternWithoutAddress = new RegExp(`${link}|${others}`, 'giu')

const special: Readonly<Record<string, string>> = { ß: 'ss', œ: 'oe', æ: 'ae', ø: 'o' }

const beyondAscii = /[\u0080-\uffff]/

/** Folds a word for comparison: `Désinscrire` → `desinscrire`, `don't` → `dont`. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase()
  if (!beyondAscii.test(lower)) return lower.includes("'") ? lower.replaceAll("'", '') : lower
  return lower
    .replace(/'/g, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßœæø]/g, (letter) => special[letter] ?? letter)
}

const mailWritten = /e[- _]mail/i
const joinEmailWord = (text: string) => text.replace(/\be[- ]?mail/gi, (found) => (found.length > 5 ? 'e_mail' : found))

const greetings = new Set(
  'hi hello hey dear hallo hoi beste geachte guten sehr liebe lieber moin servus dag bonjour cher chere hola buenos buenas estimado estimada'.split(
    ' ',
  ),
)

/** Abbreviations whose full stop does not end a sentence. */
const abbreviations = new Set(
  'mr mrs ms dr prof hr fr st no nr sr sra dhr mevr mw ca bzw z b u a bspw evtl ggf inkl mme mlle jan feb mar apr jun jul aug sept sep oct okt nov dec dez janv fevr avr juil ene abr ago dic mrt mon tue wed thu fri mo di mi do'.split(
    ' ',
  ),
)

function foldWritten(found: string): string {
  if (found.length > 3 && found.includes('@')) return '@'
  if (found.includes(':') && /^https?:/i.test(found)) return '://'
  return foldWord(found)
}

/** Facts by the word as written, so that a known word need not be folded. */
const factsOfWritten = memoizeByWord((found) => factsOfWord(foldWritten(found)))

/** Meaning of a piece that is not a word, by its first character: 1 ends a sentence, 2 separates clauses. */
const signMeanings = new Uint8Array(128)
for (const sign of '.!?;:\n|') signMeanings[sign.charCodeAt(0)] = 1
for (const sign of ',()"[] \t\r\v\f') signMeanings[sign.charCodeAt(0)] = 2
const bullet = '•'.charCodeAt(0)

function meaningOfSign(code: number, found: string): number {
  if (code < 128) return signMeanings[code] as number
  if (code === bullet) return 1
  return /^\s/.test(found) ? 2 : 0
}

function startsUpper(found: string): boolean {
  const code = found.charCodeAt(0)
  return code < 128 ? code >= 65 && code <= 90 : /^\p{Lu}/u.test(found)
}

/** Splits a text into words, the first 600 of which count. `e-mail` is one word. Time is proportional to the text. */
export function splitIntoWords(text: string): WordedText {
  const whole = mailWritten.test(text) ? joinEmailWord(text).replace(/e_mail/g, ' email') : text
  const words: Word[] = []
  const questions = new Set<number>()
  let sentence = 0
  let clause = 0
  let first = true
  let greeted = false
  // `matchAll` would copy the expression for each text.
  const pieces = whole.includes('@') ? wordPattern : wordPatternWithoutAddress
  pieces.lastIndex = 0
  for (let match = pieces.exec(whole); match !== null; match = pieces.exec(whole)) {
    const [found] = match
    const code = found.charCodeAt(0)
    const mark = meaningOfSign(code, found)
    if (mark === 1) {
      if (found.includes('?')) questions.add(sentence)
      if (found === '.' && abbreviations.has(words.at(-1)?.folded ?? '') && words.at(-1)?.end === match.index) continue
      // A full stop within a date or a time does not end a sentence.
      const next = whole.charCodeAt(match.index + 1)
      const inNumber = (found === '.' || found === ':') && next >= 48 && next <= 57
      // A wrapped line continues the sentence.
      const wrapped = found === '\n' && next >= 97 && next <= 122 && words.length > 0
      if (inNumber || (wrapped && !greeted)) continue
      sentence += 1
      clause += 1
      first = true
      greeted = false
      continue
    }
    if (mark === 2) {
      clause += 1
      if (greeted) {
        sentence += 1
        first = true
        greeted = false
      }
      continue
    }
    const facts = factsOfWritten(found)
    const { folded } = facts
    if (first && greetings.has(folded)) greeted = true
    const capital = found.length > 1 && startsUpper(found) && (first ? 'maybe' : true)
    words.push({ folded, facts, start: match.index, end: match.index + found.length, sentence, clause, capital })
    first = false
    if (words.length >= MAX_WORDS) break
  }
  return { text, words, questions, lowerCase: !words.some(({ capital }) => capital !== false) }
}
