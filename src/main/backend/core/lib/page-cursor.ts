import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import { AppError } from '#shared/errors.ts'

/** A page of a list that continues after a cursor; null: it is the last one. */
export type PageRead<T> = { readonly items: readonly T[]; readonly next: string | null }

/** Pages that may come again, as happens when items move; more are a list that never ends. */
const maxSamePages = 3

export type PageCursor = ReturnType<typeof createPageCursor>

/**
 * Determines where one reading of a list continues after each page; it may begin behind a cursor. The list ends if there
 * is no cursor, if a cursor is repeated, and at the second empty page in a row: a page can be empty because the filter
 * excludes all of its items, and the empty page after the last can still have a cursor. Callers that need the complete
 * list must check `cameAgain`. Throws API_ANSWER_UNREADABLE if the same pages come again and again under new cursors.
 */
export function createPageCursor(from: string | null = null) {
  const seen = new Set<string>(from === null ? [] : [from])
  let wasEmpty = false
  let cameAgain = false
  const round = createRoundCount()
  return {
    /** Returns the cursor of the next page; null at the end. */
    after({ items, next }: PageRead<unknown>): string | null {
      const isEmpty = items.length === 0
      cameAgain = !isEmpty && next !== null && seen.has(next)
      const isOver = next === null || seen.has(next) || (isEmpty && wasEmpty)
      const samePages = isEmpty ? 0 : round.after(JSON.stringify([items[0], items.at(-1)].map(idOf)))
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
      round.beginAgain()
    },
  }
}

/** An item's other fields may differ each time it is read. */
const idOf = (item: unknown): unknown => (isPlainObject(item) ? (item['id'] ?? item) : item)

/**
 * Counts pages that came before, of a round of any length, without storing all pages: each is compared with one that is
 * replaced after 1, 2, 4, 8 … pages (Brent's algorithm).
 */
function createRoundCount() {
  let compared: string | null = null
  let pages = 0
  let replacedAfter = 1
  let count = 0
  return {
    after(page: string): number {
      if (page === compared) count += 1
      pages += 1
      if (compared === null || pages > replacedAfter) {
        if (compared !== null) replacedAfter *= 2
        compared = page
        pages = 0
      }
      return count
    },
    beginAgain(): void {
      compared = null
      pages = 0
      replacedAfter = 1
      count = 0
    },
  }
}
