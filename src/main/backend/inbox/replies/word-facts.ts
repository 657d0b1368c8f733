/**
 * What is known of a word whatever text it stands in. Few words make up most of what is written, so each is looked up once a
 * text, here, and carries the answers of everybody who asks about it: who fills a slot is said beside it.
 */
import type { PhraseWord } from './phrase-matcher.ts'
import { remember } from './remember.ts'

/** What the model is shown of a word: see `features.ts`. */
export type WordSigns = {
  readonly hash: number
  /** The number of the feature it is in a subject. */
  readonly subject: number
  /** Of its first five letters; -1 for a word that has no more. */
  readonly stem: number
  /** Of each four letters that follow each other. */
  readonly letters: readonly number[]
  readonly negates: boolean
  readonly turns: boolean
  /** The word it is taken for: a number for all of its length. */
  readonly general: WordFacts
}

export class WordFacts {
  readonly folded: string
  /** `phrase-matcher.ts` */
  phrases: PhraseWord | undefined = undefined
  /** `correct-slips.ts`: what was meant, null where it is right. */
  meant: WordFacts | null | undefined = undefined
  /** `guess-languages.ts`: places of the languages it is a small word of. */
  smallIn: readonly number[] | undefined = undefined
  /** `concepts.ts`: by the place of the language, then of all. */
  concepts: (readonly number[] | undefined)[] | undefined = undefined
  /** `features.ts` */
  signs: WordSigns | undefined = undefined
  constructor(folded: string) {
    this.folded = folded
  }
}

/** The facts of a folded word. */
export const factsOfWord = remember((folded) => new WordFacts(folded))
