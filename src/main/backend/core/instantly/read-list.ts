import { AppError } from '#shared/errors.ts'
import { createPageCursor } from '../lib/page-cursor.ts'
import type { RemotePage } from './schemas.ts'

/** Instantly's largest page; a larger size is answered with an error or, silently, nothing. */
export const pageSize = 100
/** No list at Instantly is longer (5 million rows); stops a server that returns cursors forever. */
export const maxPages = 50_000

export type ListReading<T> = {
  readonly page: (cursor: string | null) => Promise<RemotePage<T>>
  readonly idOf: (item: T) => string
  /** Called after each page: whether the wanted items have been found. */
  readonly enough?: () => boolean
}

/**
 * Reads a list to its end, which is a page without a cursor, or the second empty page in a row, as a single page can be
 * empty in the middle of a list. The last page with rows can have a cursor, and so can the empty one after it. A
 * repeated cursor ends the list if its page brought nothing new and was not full, and is an error otherwise: an
 * incomplete list must never be taken for a complete one.
 */
export async function readList<T>({ page, idOf, enough }: ListReading<T>): Promise<T[]> {
  const found = new Map<string, T>()
  const turning = createPageCursor()
  let cursor: string | null = null
  for (let pages = 0; pages < maxPages; pages++) {
    const read = await page(cursor)
    const before = found.size
    for (const item of read.items) found.set(idOf(item), item)
    if (enough?.()) return [...found.values()]
    cursor = turning.after(read)
    if (turning.cameAgain() && (found.size > before || read.items.length >= pageSize))
      throw new AppError('API_ANSWER_UNREADABLE', { reason: 'cursor_repeated' })
    if (cursor === null) return [...found.values()]
  }
  throw new AppError('API_ANSWER_UNREADABLE', { reason: 'list_without_end' })
}

export function pageQuery(cursor: string | null): Record<string, string> {
  return { limit: String(pageSize), ...(cursor === null ? {} : { starting_after: cursor }) }
}
