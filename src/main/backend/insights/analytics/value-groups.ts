/** Groups leads by a value, ignoring case and surrounding spaces: the commonest values, the others, and empty ones. */
const maxValueLength = 200

export function createValueGroups<Sums>(make: (value: string) => Sums) {
  const groups = new Map<string, { readonly value: string; readonly sums: Sums }>()
  const empty = make('')
  return {
    /** Returns the sums for a value; its first spelling is the group's name. */
    of(value: string): Sums {
      const text = value.trim().slice(0, maxValueLength)
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
