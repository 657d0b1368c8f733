const maxReloads = 3
const withinMs = 10 * 60_000

/** Returns whether a crashed page may be reloaded now: some times in a row, and again after a quiet period. */
export function createReloadLimit(now: () => number = () => performance.now()): () => boolean {
  /** Times of recent reloads. */
  let before: readonly number[] = []
  return () => {
    before = before.filter((at) => now() - at < withinMs)
    if (before.length >= maxReloads) return false
    before = [...before, now()]
    return true
  }
}
