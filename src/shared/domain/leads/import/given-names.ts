/** Common first names. A single word in a name column is only taken for a first name if there is a reason to. */

import names from './given-names.json' with { type: 'json' }
import { plainWords } from './opt-out-wording.ts'

const common: ReadonlySet<string> = new Set(names)

/** Returns whether a word is a common first name; checks each part of `Anne-Marie`. */
export const isGivenName = (word: string): boolean => {
  const parts = plainWords(word).split(' ')
  return parts.length <= 2 && parts.every((part) => common.has(part))
}
