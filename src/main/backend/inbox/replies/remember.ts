/** Few words make up most of what is written, so what was found out about them is kept. */
const MOST_KEPT = 12_000
/** Of a longer word the engine keeps a reference into the text it was cut from, which would stay in memory with it. */
const LONGEST = 12

/** The same function of a word, that keeps its answers: for pure functions only. Forgets all when it holds too many. */
export function remember<T>(find: (word: string) => T): (word: string) => T {
  const kept = new Map<string, T>()
  return (word) => {
    const before = kept.get(word)
    if (before !== undefined) return before
    const found = find(word)
    if (word.length <= LONGEST) {
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(word, found)
    }
    return found
  }
}
