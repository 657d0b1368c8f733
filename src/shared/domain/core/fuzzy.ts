/** Search by half-remembered names: words in any order, without accents, tolerating typos. */

const special: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Normalises a name for comparison: lower case, no accents, words separated by one space. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => special[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

export const searchWords = (typed: string): readonly string[] => foldText(typed).split(' ').filter(Boolean)

/** Rates the match of one word with a normalised name, 0 for none. Does not consider typos, which are slow to match. */
function exactScore(word: string, name: string): number {
  if (name.startsWith(word)) return name.length === word.length || name[word.length] === ' ' ? 100 : 90
  const at = name.indexOf(word)
  if (at < 0) return 0
  if (name.includes(` ${word}`)) return 80
  // A single letter inside a word is not significant.
  return word.length > 1 ? 40 : 0
}

/**
 * Returns the number of typos allowed in a word of this length. None are allowed in numbers, because a different digit
 * makes a different number.
 */
const allowedTypos = (word: string): number => (/\d/.test(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2)

/** Creates a check whether a part of a name matches a word with typos, cached for the search, as names share words. */
function createTypoScorer() {
  const known = new Map<string, boolean>()
  return (word: string, name: string): number => {
    const most = allowedTypos(word)
    if (most === 0) return 0
    for (const part of name.split(' ')) {
      // The first letter is rarely wrong, and requiring it keeps out unrelated names.
      if (part[0] !== word[0]) continue
      const key = `${word} ${part}`
      const near = known.get(key) ?? startsWithTypos(word, part, most)
      known.set(key, near)
      if (near) return 15
    }
    return 0
  }
}

/** Returns whether `part` begins with `word`, with up to `most` letters inserted, missing, wrong or swapped. */
function startsWithTypos(word: string, part: string, most: number): boolean {
  if (part.length < word.length - most) return false
  const target = part.slice(0, word.length + most)
  let before: number[] = []
  let last = Array.from({ length: target.length + 1 }, (_, at) => at)
  for (let row = 1; row <= word.length; row += 1) {
    const next = [row]
    for (let at = 1; at <= target.length; at += 1) {
      const same = word[row - 1] === target[at - 1]
      let cost = Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (same ? 0 : 1))
      const swapped = row > 1 && at > 1 && word[row - 1] === target[at - 2] && word[row - 2] === target[at - 1]
      if (swapped) cost = Math.min(cost, (before[at - 2] ?? 0) + 1)
      next.push(cost)
    }
    if (Math.min(...next) > most) return false
    before = last
    last = next
  }
  // The word may end anywhere in the part: the operator may not have typed the rest yet.
  return Math.min(...last) <= most
}

/** Rates how well every word matches the normalised name; null if one does not. `slipScore` null: no typos. */
export function matchScore(
  words: readonly string[],
  name: string,
  slipScore: ((word: string, name: string) => number) | null = createTypoScorer(),
): number | null {
  let sum = 0
  for (const word of words) {
    const score = exactScore(word, name) || (slipScore?.(word, name) ?? 0)
    if (score === 0) return null
    sum += score
  }
  // If two names match equally well, prefer the shorter one.
  return sum - Math.min(20, name.length / 10)
}

export type FuzzyMatch<T> = { readonly item: T; readonly score: number }

/**
 * Returns the best matches, best first; equally good ones keep the given order. Typos are only tolerated if fewer than
 * `enough` items match without them.
 */
export function fuzzyFind<T>(
  items: readonly T[],
  typed: string,
  nameOf: (item: T) => string,
  limit: number,
  enough = 1,
): readonly FuzzyMatch<T>[] {
  const words = searchWords(typed)
  const search = (slipScore: ReturnType<typeof createTypoScorer> | null) => {
    const found: FuzzyMatch<T>[] = []
    for (const item of items) {
      const score = matchScore(words, nameOf(item), slipScore)
      if (score !== null) found.push({ item, score })
    }
    return found
  }
  if (words.length === 0) return items.slice(0, limit).map((item) => ({ item, score: 0 }))
  const exact = search(null)
  const found = exact.length >= enough ? exact : search(createTypoScorer())
  return found.toSorted((a, b) => b.score - a.score).slice(0, limit)
}
