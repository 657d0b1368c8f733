/** A heap by time: the earliest first, those of the same time in insertion order. A plain list, so it can be saved. */
export type DueItem = { readonly at: number; readonly order: number }

export function pushDue<T extends DueItem>(heap: T[], item: T): void {
  let place = heap.length
  heap.push(item)
  while (place > 0) {
    const parent = (place - 1) >> 1
    const above = heap[parent]
    if (above === undefined || !isBefore(item, above)) break
    heap[place] = above
    place = parent
  }
  heap[place] = item
}

export function popDue<T extends DueItem>(heap: T[]): T | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (first === undefined || last === undefined || heap.length === 0) return first
  let place = 0
  for (;;) {
    let child = 2 * place + 1
    const left = heap[child]
    if (left === undefined) break
    const right = heap[child + 1]
    let least = left
    if (right !== undefined && isBefore(right, left)) {
      least = right
      child++
    }
    if (!isBefore(least, last)) break
    heap[place] = least
    place = child
  }
  heap[place] = last
  return first
}

function isBefore(a: DueItem, b: DueItem): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
