const mostReloads = 3
const withinMs = 10 * 60_000

/** Whether a page that crashed may be loaded again now: not for ever in a row, and after some quiet as at the beginning. */
export function createReloads(now: () => number = () => performance.now()): () => boolean {
  /** When it was, of late. */
  let before: readonly number[] = []
  return () => {
    before = before.filter((at) => now() - at < withinMs)
    if (before.length >= mostReloads) return false
    before = [...before, now()]
    return true
  }
}
