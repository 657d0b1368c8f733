import { AppError } from '#shared/errors.ts'

/** A page of a list that continues after a cursor; null: it is the last one. */
export type PageRead<T> = { readonly items: readonly T[]; readonly next: string | null }

/** Pages in a row that may begin and end with the same items; more are a list that never ends. */
const maxSamePages = 3

export type PageCursor = ReturnType<typeof createPageCursor>

/**
 * Determines where one reading of a list continues after each page; it may begin behind a cursor. The list ends if there
 * is no cursor, if a cursor is repeated, and at the second empty page in a row: a page can be empty because the filter
 * excludes all of its items, and the empty page after the last can still have a cursor. Callers that need the complete
 * list must check `cameAgain`. Throws API_ANSWER_UNREADABLE if the same page comes again and again under new cursors.
 */
export function createPageCursor(from: string | null = null) {
  const seen = new Set<string>(from === null ? [] : [from])
  let wasEmpty = false
  let cameAgain = false
  let ends = ''
  let samePages = 0
  return {
    /** Returns the cursor of the next page; null at the end. */
    after({ items, next }: PageRead<unknown>): string | null {
      const isEmpty = items.length === 0
      const endsBefore = ends
      ends = isEmpty ? '' : JSON.stringify([items[0], items.at(-1)])
      samePages = !isEmpty && ends === endsBefore ? samePages + 1 : 0
      cameAgain = !isEmpty && next !== null && seen.has(next)
      const isOver = next === null || seen.has(next) || (isEmpty && wasEmpty)
      if (samePages >= maxSamePages && !isOver)
        throw new AppError('API_ANSWER_UNREADABLE', { reason: 'list_without_end' })
      wasEmpty = isEmpty
      if (next !== null) seen.add(next)
      return isOver ? null : next
    },
    /** Whether the list ended with a page of items and a repeated cursor. */
    cameAgain: (): boolean => cameAgain,
    /** Restarts from the beginning of the list; earlier cursors no longer count as repeated. */
    beginAgain(): void {
      seen.clear()
      wasEmpty = false
    },
  }
}
