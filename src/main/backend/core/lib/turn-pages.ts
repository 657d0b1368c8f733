/** A page of a list that goes on behind a cursor; null: it does not. */
export type PageRead<T> = { readonly items: readonly T[]; readonly next: string | null }

/**
 * Where a list goes on after a page, for one reading of it. It ends where no cursor is told, where one comes again, and at
 * the second empty page in a row: a page can be empty because what was asked for leaves out all of it, and the empty page
 * behind the last can carry a cursor all the same. Who must not take half a list for a whole one asks `cameAgain`.
 */
export function turnPages() {
  const seen = new Set<string>()
  let wasEmpty = false
  let cameAgain = false
  return {
    /** The cursor of the page after this one; null at the end. */
    after({ items, next }: PageRead<unknown>): string | null {
      const isEmpty = items.length === 0
      cameAgain = !isEmpty && next !== null && seen.has(next)
      const isOver = next === null || seen.has(next) || (isEmpty && wasEmpty)
      wasEmpty = isEmpty
      if (next !== null) seen.add(next)
      return isOver ? null : next
    },
    /** The list ended with items and a cursor that came before. */
    cameAgain: (): boolean => cameAgain,
    /** The list is read from its beginning again, where cursors that came before are no end. */
    beginAgain(): void {
      seen.clear()
      wasEmpty = false
    },
  }
}
