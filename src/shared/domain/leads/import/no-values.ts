/**
 * What stands in a cell because something had to. Unlike `null-words.json`, it is read so only where a value would be sent:
 * in a column that says who wants no mail, nobody knows what it means.
 */
import words from './no-values.json' with { type: 'json' }

const capital = (word: string) => word.replace(/\p{L}/u, (letter) => letter.toUpperCase())
const each = (word: string) => word.split(' ').map(capital).join(' ')
const last = (word: string) => word.replace(/\S+$/, capital)

/** A word in the spellings tools and people write it in. */
export const spellingsOf = (word: string): readonly string[] => [
  word,
  word.toUpperCase(),
  capital(word),
  each(word),
  last(word),
]

export const valuesOfNothing: readonly string[] = words.values

/** Told by its first letter and its length for nearly every name, without a look-up. */
function createWordTest(all: readonly string[]): (name: string) => boolean {
  const known = new Set(all.flatMap(spellingsOf))
  const longest = Math.max(...[...known].map(({ length }) => length))
  const begins = new Uint8Array(128 * (longest + 1))
  const place = (word: string) => (word.charCodeAt(0) & 127) * (longest + 1) + word.length
  for (const word of known) begins[place(word)] = 1
  return (name) => name.length <= longest && begins[place(name)] === 1 && known.has(name)
}

/** `xxx`, `no name`, `Firmenname`: no name of anybody. */
export const isPlaceholder = createWordTest(words.names)
/** The same of a business; `Null` and `Unknown` are surnames, too. */
export const isCompanyPlaceholder = createWordTest([...words.names, ...words.companies])
/** `N.N.`, `Unknown`: also surnames, and nobody's first name. */
export const isFirstPlaceholder = createWordTest([...words.names, ...words.firstNames])
