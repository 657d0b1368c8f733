import { AppError } from '#shared/errors.ts'
import { createPageCursor, type PageRead } from '../lib/page-cursor.ts'
import { maxPages, pageSize } from './read-list.ts'

type PageIteration<T> = {
  /** The cursor to start after; null for the first page. */
  readonly from?: string | null
  readonly read: (cursor: string | null) => Promise<PageRead<T>>
  /** `next` is null for the last page. */
  readonly take: (items: readonly T[], next: string | null) => void
  /** Whether to restart from the first page if reading from `from` fails with this error, as its item may be gone. */
  readonly elseFromStart?: (error: unknown) => boolean
  readonly signal?: AbortSignal
}

/**
 * Reads pages until the end of the list. A repeated cursor ends it if its page is not full and repeats the page before,
 * as some lists end with their last item again. An incomplete list is never taken for a complete one: throws
 * API_ANSWER_UNREADABLE for any other repeated cursor, CANCELLED once `signal` is aborted.
 */
export async function forEachPage<T extends { readonly id: string }>(iteration: PageIteration<T>): Promise<void> {
  const { from = null, read, take, elseFromStart, signal } = iteration
  const turning = createPageCursor()
  let cursor = from
  let before: ReadonlySet<string> = new Set()
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await read(cursor).catch((error: unknown) => {
      if (pages > 0 || cursor === null || elseFromStart?.(error) !== true) throw error
      return read(null)
    })
    if (signal?.aborted) throw new AppError('CANCELLED')
    const next = turning.after(page)
    if (turning.cameAgain() && (page.items.length >= pageSize || page.items.some(({ id }) => !before.has(id)))) break
    take(page.items, next)
    if (next === null) return
    cursor = next
    before = new Set(page.items.map(({ id }) => id))
  }
  throw new AppError('API_ANSWER_UNREADABLE', { reason: 'cursor_repeated' })
}
