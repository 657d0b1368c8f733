/** Computes the model's input for a reply: numbered features of words, concepts, the rules' findings and shape. */

import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import { concepts } from './concepts.ts'
import { likelyLanguage } from './guess-languages.ts'
import type { ReadReply, ReadText } from './read-reply.ts'
import type { RuledReply } from './ruled-reply.ts'
import { shapeFeaturesOf } from './shape.ts'
import { factsOfWord, type WordFacts, type WordSigns } from './word-facts.ts'
import { foldWord, type Word } from './words.ts'

/** Number of feature ids; collisions are rare enough. */
export const featureSpace = 1 << 17

/** Later words add little to the first ones. */
const MAX_WORDS = 240

/** Features in parallel arrays; `from` and `to` are the own words a feature stands for, -1 for none. */
export type Features = {
  readonly ids: Int32Array
  readonly values: Float64Array
  readonly from: Int32Array
  readonly to: Int32Array
}

const mixHash = (one: number, other: number): number => {
  let hash = Math.imul(one ^ (other + 0x9e3779b9 + (one << 6)), 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Hashes a word, with the same result on every computer. */
function hashWord(word: string, to = word.length): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < to; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

const featureKinds = {
  word: 1,
  stem: 2,
  pair: 3,
  skip: 4,
  letters: 5,
  negated: 6,
  subject: 7,
  concept: 8,
  conceptPair: 9,
  conceptNegated: 10,
  conceptAsked: 11,
  conceptLast: 12,
  conceptAfterBut: 13,
  conceptFirst: 14,
  rule: 15,
  shape: 16,
  conceptSubject: 17,
  rulePlace: 18,
  sentenceStart: 19,
} as const

type Kind = keyof typeof featureKinds

/** Total weight of all features of a kind in a reply. */
const weightOf: Partial<Record<Kind, number>> = {
  word: 1,
  stem: 0.8,
  pair: 0.9,
  skip: 0.5,
  letters: 0.9,
  negated: 0.5,
  subject: 0.8,
  concept: 1,
  conceptPair: 0.7,
  conceptNegated: 0.6,
  conceptAsked: 0.6,
  conceptLast: 0.5,
  conceptAfterBut: 0.5,
  conceptFirst: 0.5,
  sentenceStart: 0.5,
}

const idOf = (kind: number, hash: number): number => mixHash(kind, hash) & (featureSpace - 1)

// Loops over words in this file use an index, because `entries()` made them a sixth slower.

/** Initial capacity; most replies have fewer features. */
const INITIAL_CAPACITY = 4096

class Collector {
  private ids = new Int32Array(INITIAL_CAPACITY)
  private values = new Float64Array(INITIAL_CAPACITY)
  private from = new Int32Array(INITIAL_CAPACITY)
  private to = new Int32Array(INITIAL_CAPACITY)
  private count = 0
  private starts: (readonly [Kind, number])[] = []

  /** Removes what is left of a reply whose processing failed. */
  clear(): this {
    this.count = 0
    this.starts = []
    return this
  }
  begin(kind: Kind): void {
    this.starts.push([kind, this.count])
  }
  add(kind: Kind, hash: number, from = -1, to = from + 1, value = 1): void {
    this.put(idOf(featureKinds[kind], hash), from, to, value)
  }
  /** Adds a feature whose number is known. */
  put(id: number, from: number, to: number, value: number): void {
    const at = this.count
    if (at === this.ids.length) this.grow()
    this.ids[at] = id
    this.values[at] = value
    this.from[at] = from
    this.to[at] = to
    this.count = at + 1
  }
  private grow(): void {
    const wider = <T extends Int32Array | Float64Array>(into: T, from: T): T => {
      into.set(from)
      return into
    }
    const room = this.count * 2
    this.ids = wider(new Int32Array(room), this.ids)
    this.values = wider(new Float64Array(room), this.values)
    this.from = wider(new Int32Array(room), this.from)
    this.to = wider(new Int32Array(room), this.to)
  }
  /** Returns the features. Those of a kind share its weight, so that a long text counts no more than a short one. */
  done(): Features {
    const { count, values } = this
    for (const [at, [kind, start]] of this.starts.entries()) {
      const weight = weightOf[kind]
      const end = this.starts[at + 1]?.[1] ?? count
      if (weight === undefined || end === start) continue
      const each = weight / Math.sqrt(end - start)
      for (let index = start; index < end; index += 1) values[index] = (values[index] ?? 1) * each * 3
    }
    // All four arrays share one buffer, because allocating takes longer than filling.
    const room = new ArrayBuffer(count * 20)
    const features = {
      values: new Float64Array(room, 0, count),
      ids: new Int32Array(room, count * 8, count),
      from: new Int32Array(room, count * 12, count),
      to: new Int32Array(room, count * 16, count),
    }
    for (let at = 0; at < count; at += 1) {
      features.values[at] = values[at] as number
      features.ids[at] = this.ids[at] as number
      features.from[at] = this.from[at] as number
      features.to[at] = this.to[at] as number
    }
    return features
  }
}

/** Reused for all replies; `done` leaves it empty. */
const collector = new Collector()

/** Returns the feature numbers of each four consecutive letters of a word. */
function lettersOf(folded: string): readonly number[] {
  const ids: number[] = []
  if (folded.length < 4) return ids
  const text = `_${folded}_`
  const last = Math.min(text.length, 18) - 4
  for (let start = 0; start <= last; start += 1) {
    let hash = 0x811c9dc5
    for (let index = start; index < start + 4; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    ids.push(idOf(featureKinds.letters, hash))
  }
  return ids
}

const negations: ReadonlySet<string> = new Set(
  'not no dont doesnt didnt isnt arent wasnt wont cant cannot couldnt wouldnt shouldnt havent never without nothing nicht kein keine keinen keinem keiner nix nie ohne niet geen nooit zonder ne pas jamais sans aucun rien plus ni nunca sin nada'.split(
    ' ',
  ),
)
const contrastWords: ReadonlySet<string> = new Set(
  'but however though although yet aber allerdings doch jedoch trotzdem maar echter toch mais cependant toutefois pourtant pero aunque'.split(
    ' ',
  ),
)

/** Replaces a number by its length, as the exact number of one reply is meaningless for others. */
function generaliseWord(facts: WordFacts): WordFacts {
  const { folded } = facts
  const code = folded.charCodeAt(0)
  if (code < 48 || code > 57 || !/^\d+$/.test(folded)) return facts
  const year = folded.length === 4 && /^(?:19|20)/.test(folded)
  return factsOfWord(year ? '#y' : `#${Math.min(folded.length, 3)}`)
}

function findSigns(facts: WordFacts): WordSigns {
  const { folded } = facts
  const hash = hashWord(folded)
  return {
    hash,
    subject: idOf(featureKinds.subject, hash),
    stem: folded.length > 5 ? idOf(featureKinds.stem, hashWord(folded, 5)) : -1,
    letters: lettersOf(folded),
    negates: negations.has(folded),
    turns: contrastWords.has(folded),
    general: generaliseWord(facts),
  }
}

const signsOf = (facts: WordFacts): WordSigns => (facts.signs ??= findSigns(facts))

function addLetters(into: Collector, signs: readonly WordSigns[]): void {
  into.begin('letters')
  for (let at = 0; at < signs.length; at += 1) {
    const { letters } = signs[at] as WordSigns
    for (let index = 0; index < letters.length; index += 1) into.put(letters[index] as number, at, at + 1, 1)
  }
}

function addWords(
  into: Collector,
  words: readonly Word[],
  signs: readonly WordSigns[],
  hashes: readonly number[],
): void {
  into.begin('word')
  for (let at = 0; at < hashes.length; at += 1) into.add('word', hashes[at] as number, at)
  into.begin('stem')
  for (let at = 0; at < words.length; at += 1) {
    const { stem } = signs[at] as WordSigns
    if (stem >= 0) into.put(stem, at, at + 1, 1)
  }
  into.begin('pair')
  for (let at = 1; at < hashes.length; at += 1) {
    if ((words[at] as Word).sentence !== (words[at - 1] as Word).sentence) continue
    into.add('pair', mixHash(hashes[at - 1] as number, hashes[at] as number), at - 1, at + 1)
  }
  into.begin('skip')
  for (let at = 2; at < hashes.length; at += 1) {
    if ((words[at] as Word).sentence !== (words[at - 2] as Word).sentence) continue
    into.add('skip', mixHash(hashes[at - 2] as number, hashes[at] as number), at - 2, at + 1)
  }
  into.begin('negated')
  let left = 0
  for (let at = 0; at < words.length; at += 1) {
    if (at === 0 || (words[at - 1] as Word).clause !== (words[at] as Word).clause) left = 0
    if (left > 0) into.add('negated', hashes[at] as number, at)
    left = (signs[at] as WordSigns).negates ? 4 : left - 1
  }
  into.begin('sentenceStart')
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word
    if (at === 0 || (words[at - 1] as Word).sentence !== word.sentence) {
      const next = words[at + 1]
      into.add(
        'sentenceStart',
        next?.sentence === word.sentence ? mixHash(hashes[at] ?? 0, hashes[at + 1] ?? 0) : (hashes[at] ?? 0),
        at,
      )
    }
  }
}

type ConceptAt = { readonly concept: number; readonly at: number }

function conceptsIn(words: readonly Word[], language: ReplyLanguage | null): readonly ConceptAt[] {
  const book = concepts()
  const found: ConceptAt[] = []
  for (let at = 0; at < words.length; at += 1) {
    const { facts } = words[at] as Word
    const here = language === null ? book.ofAny(facts) : book.of(facts, language)
    for (let index = 0; index < here.length; index += 1) found.push({ concept: here[index] as number, at })
  }
  return found
}

function addConcepts(
  into: Collector,
  text: ReadText,
  words: readonly Word[],
  signs: readonly WordSigns[],
  found: readonly ConceptAt[],
): void {
  const lastSentence = words.at(-1)?.sentence ?? 0
  const firstSentence = words[0]?.sentence ?? 0
  const { questions } = text.worded
  into.begin('concept')
  for (let index = 0; index < found.length; index += 1) {
    const { concept, at } = found[index] as ConceptAt
    into.add('concept', concept, at)
  }
  into.begin('conceptPair')
  for (let index = 0; index < found.length; index += 1) {
    const one = found[index] as ConceptAt
    for (let next = index + 1; next < found.length; next += 1) {
      const other = found[next] as ConceptAt
      if (other.at - one.at > 4) break
      if (other.at === one.at || (words[one.at] as Word).sentence !== (words[other.at] as Word).sentence) continue
      into.add('conceptPair', mixHash(one.concept + 1, other.concept), one.at, other.at + 1)
    }
  }
  const negated = new Uint8Array(words.length)
  let but = words.length
  let left = 0
  for (let at = 0; at < words.length; at += 1) {
    const { negates, turns: isTurn } = signs[at] as WordSigns
    if (at === 0 || (words[at - 1] as Word).clause !== (words[at] as Word).clause) left = 0
    if (left > 0) negated[at] = 1
    left = negates ? 5 : left - 1
    if (isTurn && at < but) but = at
  }
  const addWhere = (kind: Kind, test: (at: number, sentence: number) => boolean) => {
    into.begin(kind)
    for (let index = 0; index < found.length; index += 1) {
      const { concept, at } = found[index] as ConceptAt
      if (test(at, (words[at] as Word).sentence)) into.add(kind, concept, at)
    }
  }
  addWhere('conceptNegated', (at) => negated[at] === 1)
  addWhere('conceptAsked', (_, sentence) => questions.has(sentence))
  addWhere('conceptLast', (_, sentence) => sentence === lastSentence)
  addWhere('conceptFirst', (_, sentence) => sentence === firstSentence)
  addWhere('conceptAfterBut', (at) => at > but)
}

/** Generalises numbers, and replaces the sender's name by "#self", as these are meaningless for other replies. */
function generaliseWords(words: readonly Word[], from: string): readonly Word[] {
  const sender = new Set(
    foldWord(from.slice(0, 300).replace(/<.*$/, ''))
      .split(/[^a-z]+/)
      .filter((word) => word.length > 2),
  )
  const shown: Word[] = []
  for (let at = 0; at < words.length && at < MAX_WORDS; at += 1) {
    const word = words[at] as Word
    const { facts, start, end, sentence, clause, capital } = word
    const { general } = signsOf(facts)
    const as = general === facts && capital !== false && sender.has(facts.folded) ? factsOfWord('#self') : general
    shown.push(as === facts ? word : { folded: as.folded, facts: as, start, end, sentence, clause, capital })
  }
  return shown
}

const nameHash = hashWord('#name')

/** Adds whether the text mentions, declines or asks about what the subject offers. */
function addSubjectEchoes(
  into: Collector,
  { own, subject }: ReadReply,
  words: readonly Word[],
  signs: readonly WordSigns[],
): void {
  const offered = new Set<string>()
  for (const { folded } of subject.worded.words) if (folded.length > 4) offered.add(folded.slice(0, 5))
  into.begin('shape')
  let left = 0
  for (let at = 0; at < words.length; at += 1) {
    const { folded, clause, sentence } = words[at] as Word
    if (at === 0 || (words[at - 1] as Word).clause !== clause) left = 0
    if (folded.length > 4 && offered.has(folded.slice(0, 5))) {
      into.add('shape', hashWord('echo'), -1, 0, 0.5)
      if (left > 0) into.add('shape', hashWord('echo not'), -1, 0, 0.5)
      if (own.worded.questions.has(sentence)) into.add('shape', hashWord('echo asked'), -1, 0, 0.5)
    }
    left = (signs[at] as WordSigns).negates ? 5 : left - 1
  }
}

export function featuresOf(read: ReadReply, judged: RuledReply, noRules = false): Features {
  const into = collector.clear()
  const words = generaliseWords(read.own.worded.words, read.reply.from)
  const subject = read.subject.worded.words.slice(0, 30)
  const language = likelyLanguage(words, 2) ?? likelyLanguage([...words, ...subject], 1) ?? read.language
  const found = conceptsIn(words, language)
  const signs = words.map(({ facts }) => signsOf(facts))
  const hashes = signs.map(({ hash }) => hash)
  if (language !== 'de') {
    // A capital letter within a sentence marks a name, and which name is irrelevant. German capitalises all nouns.
    const known = new Set(found.map(({ at }) => at))
    for (const [at, { capital }] of words.entries()) if (capital === true && !known.has(at)) hashes[at] = nameHash
  }
  addWords(into, words, signs, hashes)
  addLetters(into, signs)
  addConcepts(into, read.own, words, signs, found)
  addSubjectEchoes(into, read, words, signs)
  into.begin('subject')
  for (const { facts } of subject) into.put(signsOf(facts).subject, -1, 0, 1)
  into.begin('conceptSubject')
  for (const { concept } of conceptsIn(subject, language)) into.add('conceptSubject', concept)
  into.begin('rule')
  if (!noRules) {
    into.add('rule', hashWord(`label:${judged.label}:${judged.auto}`), -1, 0, 1)
    into.add('rule', hashWord(`reason:${judged.label}:${judged.reasons[0]?.rule}`), -1, 0, 1)
    for (const [topic, count] of read.own.counts) {
      into.add('rule', hashWord(`topic:${topic}`), -1, 0, 0.7)
      if (count > 1) into.add('rule', hashWord(`topics:${topic}`), -1, 0, 0.5)
    }
    if (read.unquoted !== read.own)
      for (const [topic] of read.unquoted.counts) into.add('rule', hashWord(`unquoted:${topic}`), -1, 0, 0.4)
    for (const [topic] of read.subject.counts) into.add('rule', hashWord(`subject:${topic}`), -1, 0, 0.6)
  }
  into.begin('shape')
  for (const [sign, value] of shapeFeaturesOf(read)) into.add('shape', hashWord(sign), -1, 0, value)
  into.add('shape', hashWord('always'), -1, 0, 1)
  return into.done()
}
