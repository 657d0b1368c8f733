/**
 * Everyday words by what they are about, in five languages, so that what the model learns of one language holds in the
 * others. A concept decides nothing by itself. Words are folded (`words.ts`); `remov*` is every word that begins so.
 */
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import data from './concepts.json' with { type: 'json' }
import type { WordFacts } from './word-facts.ts'

/** By the name of the concept: the words of English, German, Dutch, French, Spanish. The model knows a concept by its place. */
const table: Readonly<Record<string, readonly string[]>> = data

const languages: readonly ReplyLanguage[] = ['en', 'de', 'nl', 'fr', 'es']

type Book = { readonly words: Map<string, number[]>; readonly prefixes: Map<string, [string, number][]> }

/** Concepts of the words of a text, by number, each once. */
export type Concepts = {
  /** Those a word stands for in a language. */
  readonly of: (word: WordFacts, language: ReplyLanguage) => readonly number[]
  /** Those it stands for in any of the five. */
  readonly ofAny: (word: WordFacts) => readonly number[]
}

const nothing: readonly number[] = []
const add = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

function lookUp({ words, prefixes }: Book, folded: string): readonly number[] {
  const exact = words.get(folded) ?? nothing
  const begins = prefixes.get(folded.slice(0, 2))
  if (begins === undefined) return exact
  const more = begins.filter(([prefix]) => folded.startsWith(prefix)).map(([, concept]) => concept)
  return [...new Set([...exact, ...more])]
}

function readTable(): Concepts {
  const books: readonly Book[] = languages.map(() => ({ words: new Map(), prefixes: new Map() }))
  for (const [at, ofLanguages] of Object.values(table).entries()) {
    for (const [index, words] of ofLanguages.entries()) {
      const book = books[index]
      for (const word of new Set(words.split(' '))) {
        if (word.endsWith('*')) add(book?.prefixes ?? new Map(), word.slice(0, 2), [word.slice(0, -1), at])
        else add(book?.words ?? new Map(), word, at)
      }
    }
  }
  const slotsOf = (word: WordFacts) =>
    (word.concepts ??= [undefined, undefined, undefined, undefined, undefined, undefined])
  const find = (word: WordFacts, at: number) => {
    const slots = slotsOf(word)
    return (slots[at] ??= lookUp(books[at] as Book, word.folded))
  }
  return {
    of: (word, language) => find(word, languages.indexOf(language)),
    ofAny: (word) => (slotsOf(word)[languages.length] ??= [...new Set(books.flatMap((_, at) => find(word, at)))]),
  }
}

let made: Concepts | undefined

/** Read with the first reply. */
export const concepts = (): Concepts => (made ??= readTable())
