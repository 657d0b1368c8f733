/** First names that are common somewhere: a lone word in a column of names is taken for one only where something says so. */
import { plainWords } from './file-no.ts'
import names from './given-names.json' with { type: 'json' }

const common: ReadonlySet<string> = new Set(names)

/** Whether a word is a first name many people have; each part of `Anne-Marie`. */
export const isGivenName = (word: string): boolean => {
  const parts = plainWords(word).split(' ')
  return parts.length <= 2 && parts.every((part) => common.has(part))
}
