/** Leads put together by a value, whatever its case and outer blanks: the most common ones, the others, and none. */
const longest = 200

export function createValueGroups<Sums>(make: (value: string) => Sums) {
  const groups = new Map<string, { readonly value: string; readonly sums: Sums }>()
  const empty = make('')
  return {
    /** What is counted for a value; the first way it was written is its name. */
    of(value: string): Sums {
      const text = value.trim().slice(0, longest)
      if (text === '') return empty
      const key = text.toLowerCase()
      const known = groups.get(key)
      if (known) return known.sums
      const sums = make(text)
      groups.set(key, { value: text, sums })
      return sums
    },
    inOrder(leadsOf: (sums: Sums) => number, top: number) {
      const sorted = [...groups.values()]
        .toSorted((a, b) => leadsOf(b.sums) - leadsOf(a.sums) || (a.value < b.value ? -1 : 1))
        .map(({ sums }) => sums)
      return { values: sorted.slice(0, top), rest: sorted.slice(top), empty }
    },
  }
}
