import { AppError } from '#shared/errors.ts'
import { createPageCursor, type PageRead } from './page-cursor.ts'

/** Stops a server that returns cursors forever. */
const maxPages = 50_000

type PageIteration<T> = {
  /** The cursor to start after; null for the first page. */
  readonly from?: string | null
  readonly read: (cursor: string | null) => Promise<PageRead<T>>
  /** `next` is null for the last page. */
  readonly take: (items: readonly T[], next: string | null) => void
  /** If given, a repeated cursor ends the list if its page contained nothing new. */
  readonly hasNew?: (items: readonly T[]) => boolean
  /** Whether to restart from the first page if reading from `from` fails with this error, as its item may be gone. */
  readonly elseFromStart?: (error: unknown) => boolean
  readonly signal?: AbortSignal
}

/**
 * Reads pages until the end of the list. An incomplete list is never taken for a complete one: throws
 * API_ANSWER_UNREADABLE if a cursor is repeated, CANCELLED once `signal` is aborted.
 */
export async function forEachPage<T>({
  from = null,
  read,
  take,
  hasNew,
  elseFromStart,
  signal,
}: PageIteration<T>): Promise<void> {
  const turning = createPageCursor()
  let cursor = from
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await read(cursor).catch((error: unknown) => {
      if (pages > 0 || cursor === null || elseFromStart?.(error) !== true) throw error
      return read(null)
    })
    if (signal?.aborted) throw new AppError('CANCELLED')
    const next = turning.after(page)
    if (turning.cameAgain()) {
      if (hasNew?.(page.items) === false) return
      break
    }
    take(page.items, next)
    if (next === null) return
    cursor = next
  }
  throw new AppError('API_ANSWER_UNREADABLE', { reason: 'cursor_repeated' })
}
