/**
 * Finds phrases in words. A phrase is written as its words, in one of these forms:
 *
 * | Form | Meets |
 * |---|---|
 * | `remove` | this word |
 * | `remov*` | every word that begins so (three letters at least) |
 * | `remove|delete` | one of these, among which `~`, `#`, `$` and `>>` may be |
 * | `me?` | this word or none; with several to choose from, any of them or none |
 * | `_3` | up to three words of any kind |
 * | `^` `$` | the begin, the end of a clause |
 * | `<<` `>>` | the begin, the end of the whole text |
 * | `@` | an e-mail address |
 * | `#` | a number |
 * | `~` | a name: a word with a capital letter, or any but the commonest where somebody writes without capitals |
 *
 * A phrase never reaches over the end of a sentence. Gaps are short and phrases are few words, so the time is in
 * proportion to the text, whatever stands in it.
 */
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Word, WordedText } from './words.ts'

type Element =
  | {
      readonly kind: 'word'
      /** Their numbers in the vocabulary. */
      readonly words: ReadonlySet<number>
      readonly prefixes: readonly string[]
      readonly optional: boolean
      /** Other forms that are among the choices. */
      readonly name: boolean
      readonly number: boolean
      readonly clauseEnd: boolean
      readonly textEnd: boolean
    }
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'clauseStart' | 'clauseEnd' | 'textStart' | 'textEnd' | 'name' | 'number' }

type Phrase<Topic> = {
  readonly topic: Topic
  readonly language: ReplyLanguage
  readonly source: string
  readonly elements: readonly Element[]
  /** Which element is the first word: those before it say where it stands. */
  readonly first: number
}

export type PhraseBook<Topic extends string> = Readonly<Partial<Record<Topic, readonly string[]>>>

/** A phrase that was found: words `from` (inclusive) to `to` (exclusive). */
export type Hit<Topic> = {
  readonly topic: Topic
  readonly language: ReplyLanguage
  readonly phrase: string
  readonly from: number
  readonly to: number
}

const marks = {
  '^': 'clauseStart',
  $: 'clauseEnd',
  '<<': 'textStart',
  '>>': 'textEnd',
  '~': 'name',
  '#': 'number',
} as const

function readElement(part: string, numberOf: (word: string) => number): Element {
  if (part in marks) return { kind: marks[part as keyof typeof marks] }
  if (/^_\d$/.test(part)) return { kind: 'gap', most: Number(part.slice(1)) }
  const optional = part.endsWith('?')
  const choices = (optional ? part.slice(0, -1) : part).split('|')
  const prefixes = choices.filter((choice) => choice.endsWith('*')).map((choice) => choice.slice(0, -1))
  return {
    kind: 'word',
    words: new Set(choices.filter((choice) => !choice.endsWith('*')).map(numberOf)),
    prefixes,
    optional,
    name: choices.includes('~'),
    number: choices.includes('#'),
    clauseEnd: choices.includes('$'),
    textEnd: choices.includes('>>'),
  }
}

/** Words that are no name, where nobody writes capitals. */
const commonest = new Set(
  (
    'the a an my our your his her their this that it you me us him them someone somebody anyone people team see get each about how what ' +
    'der die das den dem ein eine einen einem einer mein meine meinen meinem meiner unser unsere unseren unserem unserer ihnen ihn ihm ihr uns mir dich mich sie es man und ' +
    'de het een mijn onze ons jou jullie hem haar hen u je mij elkaar en ' +
    'zeit tag woche monat jahr ende anfang urlaub uhr moment budget thema team firma projekt vertrag bereich preis kosten kunden agentur markt umzug messe rechnung freitag montag dienstag mittwoch donnerstag unternehmen teams zoom meeting google linkedin instagram facebook english ' +
    'le la les un une des mon ma mes notre nos votre vos vous nous lui moi toi eux et ' +
    'el los las una unos mi mis nuestro nuestra su sus tu tus usted ustedes ti ellos y'
  ).split(' '),
)

/** The words of which one must follow: known at once where nothing but words is among the choices. */
const plainWords = (element: Element | undefined): ReadonlySet<number> | null =>
  element?.kind === 'word' &&
  !element.optional &&
  !element.clauseEnd &&
  !element.textEnd &&
  !element.name &&
  !element.number &&
  element.prefixes.length === 0
    ? element.words
    : null

/** The phrases that begin alike, so that few of them have to be tried: each list in the order of the books. */
type Starts<Topic> = {
  /** Those whose second word is one of some, by the number of that word. */
  readonly byNext: Map<number, Entry<Topic>[]>
  readonly others: Entry<Topic>[]
}

type Entry<Topic> = {
  readonly phrase: Phrase<Topic>
  /** Its place in the books. */
  readonly order: number
  /** Numbers of the words of which one must stand somewhere behind the first; null where nothing is known. */
  readonly later: readonly number[] | null
}

/** A word of the vocabulary: all that is asked about it is found by one look-up. */
type Known<Topic> = { readonly number: number; readonly starts: Starts<Topic> }

const none: readonly never[] = []
const noStarts = <Topic>(): Starts<Topic> => ({ byNext: new Map(), others: [] })

/** Words that begin with the same three letters have the same key; some others too. */
const beginningOf = (word: string) => (word.charCodeAt(0) << 16) ^ (word.charCodeAt(1) << 8) ^ word.charCodeAt(2)

/** What phrases can begin with, over the phrase books of all languages. */
function readBooks<Topic extends string>(books: Readonly<Record<ReplyLanguage, PhraseBook<Topic>>>) {
  /** Every word any phrase has. */
  const vocabulary = new Map<string, Known<Topic>>()
  const byPrefix = new Map<number, { readonly prefix: string; readonly entry: Entry<Topic> }[]>()
  const byName: Starts<Topic> = noStarts()
  const byNumber: Starts<Topic> = noStarts()
  let count = 0

  function knownWord(word: string): Known<Topic> {
    const before = vocabulary.get(word)
    if (before !== undefined) return before
    const known: Known<Topic> = { number: vocabulary.size, starts: noStarts() }
    vocabulary.set(word, known)
    return known
  }

  function add(topic: Topic, language: ReplyLanguage, source: string): void {
    const elements = source.split(' ').map((part) => readElement(part, (word) => knownWord(word).number))
    const at = elements.findIndex(({ kind }) => kind !== 'clauseStart' && kind !== 'textStart')
    const phrase: Phrase<Topic> = { topic, language, source, elements, first: at }
    const first = elements[at]
    if (first === undefined || first.kind === 'gap' || (first.kind === 'word' && first.optional)) {
      throw new Error(`A phrase must begin with a word: ${source}`)
    }
    count += 1
    const second = elements[at + 1]
    const next = plainWords(second)
    const later = second?.kind === 'gap' ? plainWords(elements[at + 2]) : null
    const entry: Entry<Topic> = { phrase, order: count, later: later && [...later] }
    const addTo = ({ byNext, others }: Starts<Topic>) => {
      if (next === null) others.push(entry)
      else for (const number of next) byNext.set(number, [...(byNext.get(number) ?? []), entry])
    }
    if (first.kind === 'name' || (first.kind === 'word' && first.name)) addTo(byName)
    if (first.kind === 'number' || (first.kind === 'word' && first.number)) addTo(byNumber)
    if (first.kind !== 'word') return
    const choices = (source.split(' ')[at] ?? '').split('|')
    for (const word of new Set(choices)) if (!word.endsWith('*')) addTo(knownWord(word).starts)
    for (const prefix of first.prefixes) {
      if (prefix.length < 3) throw new Error(`A beginning needs three letters: ${source}`)
      const key = beginningOf(prefix)
      byPrefix.set(key, [...(byPrefix.get(key) ?? []), { prefix, entry }])
    }
  }

  for (const [language, book] of Object.entries(books)) {
    for (const [topic, phrases] of Object.entries(book)) {
      for (const phrase of phrases as readonly string[]) add(topic as Topic, language as ReplyLanguage, phrase)
    }
  }
  return { vocabulary, byPrefix, byName, byNumber }
}

/** A matcher over the phrase books of all languages: `find` gives every phrase that is in a text, in order. */
export function createPhraseMatcher<Topic extends string>(books: Readonly<Record<ReplyLanguage, PhraseBook<Topic>>>) {
  const { vocabulary, byPrefix, byName, byNumber } = readBooks(books)
  /** One more than the place where each word stands last in the text being read; 0 again for all when it was read. */
  const lastAt = new Uint16Array(vocabulary.size)

  /** Every phrase of these languages that is in the text, in the order of their first words. */
  function find(text: WordedText, languages: ReadonlySet<ReplyLanguage>): readonly Hit<Topic>[] {
    const hits: Hit<Topic>[] = []
    const { words } = text
    const isName: NameTest = ({ folded, capital }) => {
      if (capital === false && !text.lowerCase) return false
      if (commonest.has(folded) || vocabulary.has(folded)) return false
      return capital === true ? !noNameEnding.test(folded) : folded.length > 2 && !startsWithDigit(folded)
    }
    const known = words.map(({ folded }) => vocabulary.get(folded))
    const numbers = known.map((one) => one?.number ?? -1)
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at] as number
      if (number >= 0) lastAt[number] = at + 1
    }

    const tryOne = (phrase: Phrase<Topic>, from: number) => {
      if (!languages.has(phrase.language)) return
      const to = endOf({ elements: phrase.elements, first: phrase.first, text, numbers, isName }, 0, from)
      if (to >= 0) hits.push({ topic: phrase.topic, language: phrase.language, phrase: phrase.source, from, to })
    }
    const standsAfter = (later: readonly number[], from: number) => {
      for (const number of later) if ((lastAt[number] as number) > from + 1) return true
      return false
    }
    /** Both lists are in order, and so are the hits. */
    const tryAll = ({ byNext, others }: Starts<Topic>, from: number) => {
      const followed = byNext.get(numbers[from + 1] ?? -1) ?? none
      let index = 0
      for (const { phrase, order, later } of others) {
        if (!languages.has(phrase.language) || (later !== null && !standsAfter(later, from))) continue
        for (let one = followed[index]; one !== undefined && one.order < order; one = followed[index]) {
          tryOne(one.phrase, from)
          index += 1
        }
        tryOne(phrase, from)
      }
      for (; index < followed.length; index += 1) tryOne((followed[index] as Entry<Topic>).phrase, from)
    }
    for (let from = 0; from < words.length; from += 1) {
      const word = words[from] as Word
      const { folded } = word
      const here = known[from]
      if (here !== undefined) tryAll(here.starts, from)
      for (const { prefix, entry } of byPrefix.get(beginningOf(folded)) ?? none) {
        if (folded.startsWith(prefix)) tryOne(entry.phrase, from)
      }
      if (startsWithDigit(folded)) tryAll(byNumber, from)
      else if (here === undefined && isName(word)) tryAll(byName, from)
    }
    for (const number of numbers) if (number >= 0) lastAt[number] = 0
    return hits
  }

  return { find, knows: (folded: string): boolean => vocabulary.has(folded) }
}

/** German writes all nouns with a capital letter. */
const noNameEnding = /.(?:ung|ungen|heit|keit|keiten|schaft|tion|tionen|tat|ment|nis|tum|zeit|tag|woche|monat|jahr)s?$/

type NameTest = (word: Word) => boolean

const startsWithDigit = (folded: string) => {
  const code = folded.charCodeAt(0)
  return code >= 48 && code <= 57
}

function meets(element: Element, word: Word, number: number, isName: NameTest): boolean {
  if (element.kind === 'name') return isName(word)
  if (element.kind === 'number') return startsWithDigit(word.folded)
  if (element.kind !== 'word') return false
  if (number >= 0 && element.words.has(number)) return true
  for (const prefix of element.prefixes) if (word.folded.startsWith(prefix)) return true
  return (element.number && startsWithDigit(word.folded)) || (element.name && isName(word))
}

type Walk = {
  readonly elements: readonly Element[]
  readonly first: number
  readonly text: WordedText
  /** Of the words of the text, as elements name them; -1 for a word no phrase has. */
  readonly numbers: readonly number[]
  readonly isName: NameTest
}

/** Where the phrase ends whose element `index` stands at word `at`, or -1. */
function endOf(walk: Walk, index: number, at: number): number {
  const element = walk.elements[index]
  if (element === undefined) return at
  const word = walk.text.words[at]
  const before = walk.text.words[at - 1]
  const clauseChanges = word === undefined || before?.clause !== word.clause
  if (element.kind === 'textStart') return at === 0 ? endOf(walk, index + 1, at) : -1
  if (element.kind === 'textEnd') return word === undefined ? endOf(walk, index + 1, at) : -1
  if (element.kind === 'clauseStart' || element.kind === 'clauseEnd') {
    return clauseChanges ? endOf(walk, index + 1, at) : -1
  }
  if (element.kind === 'gap') return endAfterGap(walk, index, at, element.most)
  const goesOn = index === walk.first || before?.sentence === word?.sentence
  if (word !== undefined && goesOn && meets(element, word, walk.numbers[at] ?? -1, walk.isName)) {
    const end = endOf(walk, index + 1, at + 1)
    if (end >= 0) return end
  }
  if (element.kind !== 'word') return -1
  const ends = (element.clauseEnd && clauseChanges) || (element.textEnd && word === undefined)
  return ends || element.optional ? endOf(walk, index + 1, at) : -1
}

/** The nearest end over up to `most` words of the same sentence. */
function endAfterGap(walk: Walk, index: number, at: number, most: number): number {
  const { words } = walk.text
  const sentence = words[at - 1]?.sentence
  for (let skipped = 0; skipped <= most; skipped += 1) {
    if (skipped > 0 && words[at + skipped - 1]?.sentence !== sentence) return -1
    const end = endOf(walk, index + 1, at + skipped)
    if (end >= 0) return end
    if (words[at + skipped] === undefined) return -1
  }
  return -1
}
