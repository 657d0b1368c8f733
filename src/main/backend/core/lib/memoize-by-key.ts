/** Makes something once for each store or database, whoever asks: statements asked with every batch, sums kept in memory. */
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
