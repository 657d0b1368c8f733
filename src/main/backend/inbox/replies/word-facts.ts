/**
 * Facts about a word that do not depend on the text. A few words make up most texts, so each is looked up here once per
 * text, and its facts cache the results of the modules named at each field.
 */

import { memoizeByWord } from './memoize-by-word.ts'
import type { PhraseWord } from './phrase-matcher.ts'

/** The model's features of a word, see `features.ts`. */
export type WordSigns = {
  readonly hash: number
  /** Feature number of the word in a subject. */
  readonly subject: number
  /** Feature number of its first five letters; -1 for a word with no more than that. */
  readonly stem: number
  /** Feature numbers of each four consecutive letters. */
  readonly letters: readonly number[]
  readonly negates: boolean
  readonly turns: boolean
  /** The word used in its place: for a number, a placeholder for its length. */
  readonly general: WordFacts
}

export class WordFacts {
  readonly folded: string
  /** `phrase-matcher.ts` */
  phrases: PhraseWord | undefined = undefined
  /** `correct-typos.ts`: the word that was meant, null if it is correct. */
  meant: WordFacts | null | undefined = undefined
  /** `guess-languages.ts`: indexes of the languages of which it is a function word. */
  smallIn: readonly number[] | undefined = undefined
  /** `concepts.ts`: by language index, then for all languages. */
  concepts: (readonly number[] | undefined)[] | undefined = undefined
  /** `features.ts` */
  signs: WordSigns | undefined = undefined
  constructor(folded: string) {
    this.folded = folded
  }
}

export const factsOfWord = memoizeByWord((folded) => new WordFacts(folded))
