import { AppError } from '#shared/errors.ts'
import { turnPages } from '../lib/turn-pages.ts'
import type { RemotePage } from './schemas.ts'

/** No list of Instantly's is longer (5 million rows): a server that hands out cursors forever is stopped. */
const mostPages = 50_000

export type ListReading<T> = {
  readonly page: (cursor: string | null) => Promise<RemotePage<T>>
  readonly idOf: (item: T) => string
  /** Asked after each page: whether what was looked for has been found. */
  readonly enough?: () => boolean
}

/**
 * Reads a list to its end: a page without a cursor, or the second empty one in a row, as one can be empty amid a list. The
 * last page with rows can carry a cursor, and so can the empty one after it. A cursor that comes back ends the list when it
 * brought nothing new, and is an error otherwise: half a list must never pass for a whole one.
 */
export async function readList<T>({ page, idOf, enough }: ListReading<T>): Promise<T[]> {
  const found = new Map<string, T>()
  const turning = turnPages()
  let cursor: string | null = null
  for (let pages = 0; pages < mostPages; pages++) {
    const read = await page(cursor)
    const before = found.size
    for (const item of read.items) found.set(idOf(item), item)
    if (enough?.()) return [...found.values()]
    cursor = turning.after(read)
    if (turning.cameAgain() && found.size > before)
      throw new AppError('API_ANSWER_UNREADABLE', { reason: 'cursor_repeated' })
    if (cursor === null) return [...found.values()]
  }
  throw new AppError('API_ANSWER_UNREADABLE', { reason: 'list_without_end' })
}

/** Instantly's largest page; more is answered with an error or, silently, nothing. */
export const pageSize = 100

/** The query of one page. */
export function pageQuery(cursor: string | null): Record<string, string> {
  return { limit: String(pageSize), ...(cursor === null ? {} : { starting_after: cursor }) }
}
