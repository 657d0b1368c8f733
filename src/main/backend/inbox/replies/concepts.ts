/**
 * Everyday words grouped by concept in five languages, so that what the model learns in one language applies to the
 * others. A concept alone decides nothing. Words are folded (`words.ts`); `remov*` stands for every word with that
 * prefix.
 */
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import data from './concepts.json' with { type: 'json' }
import type { WordFacts } from './word-facts.ts'

/** Words in English, German, Dutch, French and Spanish, by concept. The model identifies a concept by its index. */
const table: Readonly<Record<string, readonly string[]>> = data

const languages: readonly ReplyLanguage[] = ['en', 'de', 'nl', 'fr', 'es']

type ConceptBook = { readonly words: Map<string, number[]>; readonly prefixes: Map<string, [string, number][]> }

/** Looks up the concepts of words, as numbers without duplicates. */
export type Concepts = {
  /** Returns the concepts of a word in a language. */
  readonly of: (word: WordFacts, language: ReplyLanguage) => readonly number[]
  /** Returns the concepts of a word in any of the five languages. */
  readonly ofAny: (word: WordFacts) => readonly number[]
}

const noConcepts: readonly number[] = []
const addToList = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

function lookUpConcepts({ words, prefixes }: ConceptBook, folded: string): readonly number[] {
  const exact = words.get(folded) ?? noConcepts
  const begins = prefixes.get(folded.slice(0, 2))
  if (begins === undefined) return exact
  const more = begins.filter(([prefix]) => folded.startsWith(prefix)).map(([, concept]) => concept)
  return [...new Set([...exact, ...more])]
}

function readTable(): Concepts {
  const books: readonly ConceptBook[] = languages.map(() => ({ words: new Map(), prefixes: new Map() }))
  for (const [at, ofLanguages] of Object.values(table).entries()) {
    for (const [index, words] of ofLanguages.entries()) {
      const book = books[index]
      for (const word of new Set(words.split(' '))) {
        if (word.endsWith('*')) addToList(book?.prefixes ?? new Map(), word.slice(0, 2), [word.slice(0, -1), at])
        else addToList(book?.words ?? new Map(), word, at)
      }
    }
  }
  const slotsOf = (word: WordFacts) =>
    (word.concepts ??= [undefined, undefined, undefined, undefined, undefined, undefined])
  const find = (word: WordFacts, at: number) => {
    const slots = slotsOf(word)
    return (slots[at] ??= lookUpConcepts(books[at] as ConceptBook, word.folded))
  }
  return {
    of: (word, language) => find(word, languages.indexOf(language)),
    ofAny: (word) => (slotsOf(word)[languages.length] ??= [...new Set(books.flatMap((_, at) => find(word, at)))]),
  }
}

let made: Concepts | undefined

/** Returns the table, read when the first reply is classified. */
export const concepts = (): Concepts => (made ??= readTable())
