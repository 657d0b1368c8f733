/**
 * Finds phrases in words. A phrase is written as a sequence of these forms:
 *
 * | Form | Matches |
 * |---|---|
 * | `remove` | this word |
 * | `remov*` | every word with this prefix (at least three letters) |
 * | `remove|delete` | one of these, which may include `~`, `#`, `$` and `>>` |
 * | `me?` | this word or none; with several alternatives, any of them or none |
 * | `_3` | up to three words of any kind |
 * | `^` `$` | the start, the end of a clause |
 * | `<<` `>>` | the start, the end of the whole text |
 * | `@` | an e-mail address |
 * | `#` | a number |
 * | `~` | a name: a capitalised word, or any but the commonest words if the writer uses no capitals |
 *
 * A phrase never spans two sentences. Gaps and phrases are short, so the running time is proportional to the length of
 * any text.
 */
import { type ReplyLanguage, replyLanguages } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Topic } from './topics.ts'
import type { WordFacts } from './word-facts.ts'
import type { Word, WordedText } from './words.ts'

type Kind = 'word' | 'gap' | 'clauseStart' | 'clauseEnd' | 'textStart' | 'textEnd' | 'name' | 'number'

/** All elements have the same shape for speed, as each is matched many times per text. */
type Element = {
  readonly kind: Kind
  /** For a word: the numbers of its alternatives in the vocabulary. */
  readonly words: ReadonlySet<number>
  readonly prefixes: readonly string[]
  readonly optional: boolean
  /** Other forms among the alternatives. */
  readonly name: boolean
  readonly number: boolean
  readonly clauseEnd: boolean
  readonly textEnd: boolean
  /** For a gap: the largest number of words. */
  readonly most: number
}

type Phrase = {
  readonly topic: Topic
  readonly language: ReplyLanguage
  /** The language as one bit of a set of languages. */
  readonly languageBit: number
  readonly source: string
  readonly elements: readonly Element[]
  /** Index of the first element that is a word; elements before it restrict its position. */
  readonly first: number
}

export type PhraseBook<Name extends string> = Readonly<Partial<Record<Name, readonly string[]>>>

/** A phrase that was found, in words `from` (inclusive) to `to` (exclusive). */
export type Hit<Name> = {
  readonly topic: Name
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

const noWords: ReadonlySet<number> = new Set()

function readElement(part: string, numberOf: (word: string) => number): Element {
  const isGap = /^_\d$/.test(part)
  const isWord = !isGap && !(part in marks)
  const optional = isWord && part.endsWith('?')
  const choices = isWord ? (optional ? part.slice(0, -1) : part).split('|') : []
  return {
    kind: isGap ? 'gap' : isWord ? 'word' : marks[part as keyof typeof marks],
    words: isWord ? new Set(choices.filter((choice) => !choice.endsWith('*')).map(numberOf)) : noWords,
    prefixes: choices.filter((choice) => choice.endsWith('*')).map((choice) => choice.slice(0, -1)),
    optional,
    name: choices.includes('~'),
    number: choices.includes('#'),
    clauseEnd: choices.includes('$'),
    textEnd: choices.includes('>>'),
    most: isGap ? Number(part.slice(1)) : 0,
  }
}

/** Words that are not names if the writer uses no capitals. */
const commonWords = new Set(
  (
    'the a an my our your his her their this that it you me us him them someone somebody anyone people team see get each about how what ' +
    'der die das den dem ein eine einen einem einer mein meine meinen meinem meiner unser unsere unseren unserem unserer ihnen ihn ihm ihr uns mir dich mich sie es man und ' +
    'de het een mijn onze ons jou jullie hem haar hen u je mij elkaar en ' +
    'zeit tag woche monat jahr ende anfang urlaub uhr moment budget thema team firma projekt vertrag bereich preis kosten kunden agentur markt umzug messe rechnung freitag montag dienstag mittwoch donnerstag unternehmen teams zoom meeting google linkedin instagram facebook english ' +
    'le la les un une des mon ma mes notre nos votre vos vous nous lui moi toi eux et ' +
    'el los las una unos mi mis nuestro nuestra su sus tu tus usted ustedes ti ellos y'
  ).split(' '),
)

/** Returns the words one of which must follow, if all alternatives are plain words; null otherwise. */
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

/** Phrases that start alike, grouped so that few have to be tried; each list is in the order of the books. */
type PhraseStarts = {
  /** Phrases whose second word is one of a set, by that word's number. */
  readonly byNext: Map<number, Entry[]>
  readonly others: Entry[]
  /** The other phrases by set of languages, cached on demand because most texts are in one language. */
  readonly othersIn: (readonly Entry[] | undefined)[]
}

type Entry = {
  readonly phrase: Phrase
  /** Position in the books. */
  readonly order: number
  /** Numbers of words one of which must occur after the first; null if unknown. */
  readonly later: readonly number[] | null
}

/** What phrases know about a word. */
export type PhraseWord = {
  /** Number in the vocabulary; -1 for a word that no phrase contains. */
  readonly number: number
  /** Phrases that start with the word. */
  readonly starts: PhraseStarts | null
  /** Phrases that start with a prefix of the word. */
  readonly prefixed: readonly Entry[]
  readonly isNumber: boolean
  /** Whether the word can be a name: when capitalised, and when the writer uses no capitals. */
  readonly nameWithCapital: boolean
  readonly nameWithout: boolean
}

type KnownWord = { readonly number: number; readonly starts: PhraseStarts }

const none: readonly never[] = []
const newStarts = (): PhraseStarts => ({ byNext: new Map(), others: [], othersIn: [] })

/** Returns the same key for words with the same first three letters, and for some others. */
const prefixKeyOf = (word: string) => (word.charCodeAt(0) << 16) ^ (word.charCodeAt(1) << 8) ^ word.charCodeAt(2)

const bitOfLanguage = (language: ReplyLanguage) => 1 << replyLanguages.indexOf(language)

/** Reads the phrase books of all languages and indexes what phrases can start with. */
function readBooks(books: Readonly<Record<ReplyLanguage, PhraseBook<Topic>>>) {
  /** Every word of any phrase. */
  const vocabulary = new Map<string, KnownWord>()
  const byPrefix = new Map<number, { readonly prefix: string; readonly entry: Entry }[]>()
  const byName: PhraseStarts = newStarts()
  const byNumber: PhraseStarts = newStarts()
  let count = 0

  function knownWord(word: string): KnownWord {
    const before = vocabulary.get(word)
    if (before !== undefined) return before
    const known: KnownWord = { number: vocabulary.size, starts: newStarts() }
    vocabulary.set(word, known)
    return known
  }

  function add(topic: Topic, language: ReplyLanguage, source: string): void {
    const elements = source.split(' ').map((part) => readElement(part, (word) => knownWord(word).number))
    const at = elements.findIndex(({ kind }) => kind !== 'clauseStart' && kind !== 'textStart')
    const phrase: Phrase = { topic, language, languageBit: bitOfLanguage(language), source, elements, first: at }
    const first = elements[at]
    if (first === undefined || first.kind === 'gap' || (first.kind === 'word' && first.optional)) {
      throw new Error(`A phrase must begin with a word: ${source}`)
    }
    count += 1
    const second = elements[at + 1]
    const next = plainWords(second)
    const later = second?.kind === 'gap' ? plainWords(elements[at + 2]) : null
    const entry: Entry = { phrase, order: count, later: later && [...later] }
    const addTo = ({ byNext, others }: PhraseStarts) => {
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
      const key = prefixKeyOf(prefix)
      byPrefix.set(key, [...(byPrefix.get(key) ?? []), { prefix, entry }])
    }
  }

  for (const [language, book] of Object.entries(books)) {
    for (const [topic, phrases] of Object.entries(book)) {
      for (const phrase of phrases) add(topic as Topic, language as ReplyLanguage, phrase)
    }
  }
  return { vocabulary, byPrefix, byName, byNumber }
}

/** Endings of nouns, which German capitalises. */
const noNameEnding = /.(?:ung|ungen|heit|keit|keiten|schaft|tion|tionen|tat|ment|nis|tum|zeit|tag|woche|monat|jahr)s?$/

const startsWithDigit = (folded: string) => {
  const code = folded.charCodeAt(0)
  return code >= 48 && code <= 57
}

/** Creates the matcher for the phrase books of all languages; `find` returns every phrase of a text in order. */
export function createPhraseMatcher(books: Readonly<Record<ReplyLanguage, PhraseBook<Topic>>>) {
  const { vocabulary, byPrefix, byName, byNumber } = readBooks(books)
  /** Last position of each word in the current text, plus one; reset to 0 afterwards. */
  const lastAt = new Uint16Array(vocabulary.size)

  function lookUp(folded: string): PhraseWord {
    const known = vocabulary.get(folded)
    const mayBeName = known === undefined && !commonWords.has(folded)
    const prefixed = (byPrefix.get(prefixKeyOf(folded)) ?? none).filter(({ prefix }) => folded.startsWith(prefix))
    const isNumber = startsWithDigit(folded)
    return {
      number: known?.number ?? -1,
      starts: known?.starts ?? null,
      prefixed: prefixed.map(({ entry }) => entry),
      isNumber,
      nameWithCapital: mayBeName && !noNameEnding.test(folded),
      nameWithout: mayBeName && folded.length > 2 && !isNumber,
    }
  }
  const phraseWord = (facts: WordFacts): PhraseWord => (facts.phrases ??= lookUp(facts.folded))

  /** Returns every phrase of these languages in the text, in the order of their first words. */
  function find(text: WordedText, languages: ReadonlySet<ReplyLanguage>): readonly Hit<Topic>[] {
    const known: PhraseWord[] = []
    for (let at = 0; at < text.words.length; at += 1) {
      const word = phraseWord((text.words[at] as Word).facts)
      known.push(word)
      if (word.number >= 0) lastAt[word.number] = at + 1
    }
    let bits = 0
    for (const language of languages) bits |= bitOfLanguage(language)
    const search = new Search(text, known, bits, lastAt)
    for (let from = 0; from < known.length; from += 1) {
      const word = known[from] as PhraseWord
      if (word.starts !== null) search.tryAll(word.starts, from)
      for (let index = 0; index < word.prefixed.length; index += 1)
        search.tryOne((word.prefixed[index] as Entry).phrase, from)
      if (word.isNumber) search.tryAll(byNumber, from)
      else if (search.isName(from)) search.tryAll(byName, from)
    }
    for (let at = 0; at < known.length; at += 1) {
      const { number } = known[at] as PhraseWord
      if (number >= 0) lastAt[number] = 0
    }
    return search.hits
  }

  return { find, knows: (facts: WordFacts): boolean => phraseWord(facts).number >= 0 }
}

/** Search of one text. */
class Search {
  readonly hits: Hit<Topic>[] = []
  private readonly words: readonly Word[]
  private readonly known: readonly PhraseWord[]
  private readonly lowerCase: boolean
  private readonly languages: number
  private readonly lastAt: Uint16Array
  constructor(text: WordedText, known: readonly PhraseWord[], languages: number, lastAt: Uint16Array) {
    this.words = text.words
    this.known = known
    this.lowerCase = text.lowerCase
    this.languages = languages
    this.lastAt = lastAt
  }

  isName(at: number): boolean {
    const { capital } = this.words[at] as Word
    const known = this.known[at] as PhraseWord
    if (capital === true) return known.nameWithCapital
    return known.nameWithout && (capital === 'maybe' || this.lowerCase)
  }

  tryOne(phrase: Phrase, from: number): void {
    if ((phrase.languageBit & this.languages) === 0) return
    const to = this.endOf(phrase, 0, from)
    if (to < 0) return
    this.hits.push({ topic: phrase.topic, language: phrase.language, phrase: phrase.source, from, to })
  }

  private standsAfter(later: readonly number[], from: number): boolean {
    for (let index = 0; index < later.length; index += 1)
      if ((this.lastAt[later[index] as number] as number) > from + 1) return true
    return false
  }

  /** Tries the phrases of both lists. Both are in order, so the hits are too. */
  tryAll(starts: PhraseStarts, from: number): void {
    const { byNext } = starts
    const others = (starts.othersIn[this.languages] ??= starts.others.filter(
      ({ phrase }) => (phrase.languageBit & this.languages) !== 0,
    ))
    const next = from + 1 < this.known.length ? (this.known[from + 1] as PhraseWord).number : -1
    const followed: readonly Entry[] = (next >= 0 ? byNext.get(next) : undefined) ?? none
    let index = 0
    for (let at = 0; at < others.length; at += 1) {
      const { phrase, order, later } = others[at] as Entry
      if (later !== null && !this.standsAfter(later, from)) continue
      for (; index < followed.length && (followed[index] as Entry).order < order; index += 1)
        this.tryOne((followed[index] as Entry).phrase, from)
      this.tryOne(phrase, from)
    }
    for (; index < followed.length; index += 1) this.tryOne((followed[index] as Entry).phrase, from)
  }

  private meets(element: Element, at: number): boolean {
    const known = this.known[at] as PhraseWord
    if (element.kind === 'name') return this.isName(at)
    if (element.kind === 'number') return known.isNumber
    if (known.number >= 0 && element.words.has(known.number)) return true
    const { prefixes } = element
    if (prefixes.length > 0) {
      const { folded } = this.words[at] as Word
      for (let index = 0; index < prefixes.length; index += 1)
        if (folded.startsWith(prefixes[index] as string)) return true
    }
    return (element.number && known.isNumber) || (element.name && this.isName(at))
  }

  /** Returns where the phrase ends if its element `index` is at word `at`, or -1. */
  private endOf(phrase: Phrase, index: number, at: number): number {
    const { elements } = phrase
    if (index === elements.length) return at
    const element = elements[index] as Element
    const { kind } = element
    if (kind === 'gap') return this.endAfterGap(phrase, index, at, element.most)
    const word = at < this.words.length ? (this.words[at] as Word) : undefined
    if (kind === 'textStart') return at === 0 ? this.endOf(phrase, index + 1, at) : -1
    if (kind === 'textEnd') return word === undefined ? this.endOf(phrase, index + 1, at) : -1
    const before = at > 0 ? (this.words[at - 1] as Word) : undefined
    if (kind === 'clauseStart' || kind === 'clauseEnd') {
      return clauseChanges(before, word) ? this.endOf(phrase, index + 1, at) : -1
    }
    const goesOn = index === phrase.first || before?.sentence === word?.sentence
    if (word !== undefined && goesOn && this.meets(element, at)) {
      const end = this.endOf(phrase, index + 1, at + 1)
      if (end >= 0) return end
    }
    if (kind !== 'word') return -1
    const ends =
      (element.clauseEnd && clauseChanges(before, word)) || (element.textEnd && word === undefined) || element.optional
    return ends ? this.endOf(phrase, index + 1, at) : -1
  }

  /** Returns the nearest end after a gap of up to `most` words of the same sentence. */
  private endAfterGap(phrase: Phrase, index: number, at: number, most: number): number {
    const { words } = this
    const sentence = at > 0 ? (words[at - 1] as Word).sentence : undefined
    for (let skipped = 0; skipped <= most; skipped += 1) {
      if (skipped > 0 && words[at + skipped - 1]?.sentence !== sentence) return -1
      const end = this.endOf(phrase, index + 1, at + skipped)
      if (end >= 0) return end
      if (at + skipped >= words.length) return -1
    }
    return -1
  }
}

const clauseChanges = (before: Word | undefined, word: Word | undefined): boolean =>
  word === undefined || before?.clause !== word.clause
