/** Returns the row a key moves to among `count` rows; null if it does not move. `at` is -1 if none is active. */
export function rowAfterKey(key: string, at: number, count: number, page: number): number | null {
  if (count === 0) return null
  const within = (index: number) => Math.min(count - 1, Math.max(0, index))
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return within(at + 1)
    case 'ArrowUp':
    case 'k':
    case 'K':
      return within(at - 1)
    case 'PageDown':
      return within(at + Math.max(1, page))
    case 'PageUp':
      return within(at - Math.max(1, page))
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
