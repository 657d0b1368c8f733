/** Finding things by half-remembered names: words in any order, without accents, with a slip of the finger. */

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

/** A name as it is compared: lower case, no accents, words apart by one blank. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => special[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The words of what was typed, folded. */
export const wordsOf = (typed: string): readonly string[] => foldText(typed).split(' ').filter(Boolean)

/** How well one word is in a folded name, 0 for not at all. Without slips, as those cost time. */
function exactScore(word: string, name: string): number {
  if (name.startsWith(word)) return name.length === word.length || name[word.length] === ' ' ? 100 : 90
  const at = name.indexOf(word)
  if (at < 0) return 0
  if (name.includes(` ${word}`)) return 80
  // Inside a word a single letter says nothing.
  return word.length > 1 ? 40 : 0
}

/** How many slips a word of this length may have. A number with a wrong digit is another number. */
const slipsIn = (word: string): number => (/\d/.test(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2)

/** Whether a part of a name is a word with slips. Names share many words: each is compared once in a search. */
function createSlips() {
  const known = new Map<string, boolean>()
  return (word: string, name: string): number => {
    const most = slipsIn(word)
    if (most === 0) return 0
    for (const part of name.split(' ')) {
      // The first letter is hardly ever wrong, and asking for it keeps strangers out.
      if (part[0] !== word[0]) continue
      const key = `${word} ${part}`
      const near = known.get(key) ?? startsNearly(word, part, most)
      known.set(key, near)
      if (near) return 15
    }
    return 0
  }
}

/** Whether `part` begins with `word` but for up to `most` letters too many, missing, wrong or swapped. */
function startsNearly(word: string, part: string, most: number): boolean {
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
  // The word may end anywhere in the part: what follows is what the operator has not typed yet.
  return Math.min(...last) <= most
}

/** How well every word is in the folded name; null where one is not. Higher is better. `slipScore` null: no slips. */
export function matchScore(
  words: readonly string[],
  name: string,
  slipScore: ((word: string, name: string) => number) | null = createSlips(),
): number | null {
  let sum = 0
  for (const word of words) {
    const score = exactScore(word, name) || (slipScore?.(word, name) ?? 0)
    if (score === 0) return null
    sum += score
  }
  // Of two that fit alike, the shorter name is meant.
  return sum - Math.min(20, name.length / 10)
}

export type Found<T> = { readonly item: T; readonly score: number }

/**
 * The best matches, best first; those that fit alike stay in the order given. Slips of the finger are forgiven where
 * fewer than `enough` things fit without.
 */
export function findIn<T>(
  items: readonly T[],
  typed: string,
  nameOf: (item: T) => string,
  limit: number,
  enough = 1,
): readonly Found<T>[] {
  const words = wordsOf(typed)
  const search = (slipScore: ReturnType<typeof createSlips> | null) => {
    const found: Found<T>[] = []
    for (const item of items) {
      const score = matchScore(words, nameOf(item), slipScore)
      if (score !== null) found.push({ item, score })
    }
    return found
  }
  if (words.length === 0) return items.slice(0, limit).map((item) => ({ item, score: 0 }))
  const exact = search(null)
  const found = exact.length >= enough ? exact : search(createSlips())
  return found.toSorted((a, b) => b.score - a.score).slice(0, limit)
}
