/**
 * Filler words, written in a cell because something had to be entered. Unlike those in `null-words.json`, they are only
 * interpreted where a value would be sent, because their meaning in an opt-out column is not known.
 */
import words from './no-values.json' with { type: 'json' }

const capitalise = (word: string) => word.replace(/\p{L}/u, (letter) => letter.toUpperCase())
const capitaliseWords = (word: string) => word.split(' ').map(capitalise).join(' ')
const capitaliseLast = (word: string) => word.replace(/\S+$/, capitalise)

/** Returns the spellings in which tools and people write a word. */
export const spellingsOf = (word: string): readonly string[] => [
  word,
  word.toUpperCase(),
  capitalise(word),
  capitaliseWords(word),
  capitaliseLast(word),
]

export const emptyValueWords: readonly string[] = words.values

/** Creates a test that rules out nearly every name by its first letter and length, without a look-up. */
function createWordTest(all: readonly string[]): (name: string) => boolean {
  const known = new Set(all.flatMap(spellingsOf))
  const longest = Math.max(...[...known].map(({ length }) => length))
  const begins = new Uint8Array(128 * (longest + 1))
  const place = (word: string) => (word.charCodeAt(0) & 127) * (longest + 1) + word.length
  for (const word of known) begins[place(word)] = 1
  return (name) => name.length <= longest && begins[place(name)] === 1 && known.has(name)
}

/** `xxx`, `no name`, `Firmenname`: not the name of any person or business. */
export const isPlaceholder = createWordTest(words.names)
/** The same for a business, including `Null` and `Unknown`, which may be surnames. */
export const isCompanyPlaceholder = createWordTest([...words.names, ...words.companies])
/** `N.N.`, `Unknown`: may be a surname, but never a first name. */
export const isFirstPlaceholder = createWordTest([...words.names, ...words.firstNames])
