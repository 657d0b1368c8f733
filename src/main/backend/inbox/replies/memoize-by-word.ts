/** A few words make up most texts, so results for them are cached up to this number. */
const MAX_KEPT = 12_000
/** For a longer word, the engine keeps a reference to the text it was cut from, which would stay in memory. */
const LONGEST = 12

/** Returns a function that caches the results of `find`, which must be pure. The cache is cleared when it is full. */
export function memoizeByWord<T>(find: (word: string) => T): (word: string) => T {
  const kept = new Map<string, T>()
  return (word) => {
    const before = kept.get(word)
    if (before !== undefined) return before
    const found = find(word)
    if (word.length <= LONGEST) {
      if (kept.size >= MAX_KEPT) kept.clear()
      kept.set(word, found)
    }
    return found
  }
}
