/** Creates something once per store or database, e.g. prepared statements or cached sums. */
export function memoizeByKey<Key extends object, T extends object>(make: (key: Key) => T): (key: Key) => T {
  const made = new WeakMap<Key, T>()
  return (key) => {
    const known = made.get(key)
    if (known) return known
    const one = make(key)
    made.set(key, one)
    return one
  }
}
