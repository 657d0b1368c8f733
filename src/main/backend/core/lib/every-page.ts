import { AppError } from '#shared/errors.ts'
import { type PageRead, turnPages } from './turn-pages.ts'

/** A server that hands out cursors forever is stopped. */
const mostPages = 50_000

type Pages<T> = {
  /** The cursor to begin behind; null for the first page. */
  readonly from?: string | null
  readonly read: (cursor: string | null) => Promise<PageRead<T>>
  /** `next` is null for the last page. */
  readonly take: (items: readonly T[], next: string | null) => void
  /** With it, a cursor that comes again with a page of nothing new is the end. */
  readonly hasNew?: (items: readonly T[]) => boolean
  /** All is read from the first page where the cursor to begin behind fails so: what it named may be gone. */
  readonly elseFromStart?: (error: unknown) => boolean
  readonly signal?: AbortSignal
}

/**
 * Pages until there is none. Half a list never passes for a whole one: throws API_ANSWER_UNREADABLE where cursors come
 * again, CANCELLED once `signal` is aborted.
 */
export async function everyPage<T>({
  from = null,
  read,
  take,
  hasNew,
  elseFromStart,
  signal,
}: Pages<T>): Promise<void> {
  const turning = turnPages()
  let cursor = from
  for (let pages = 0; pages < mostPages; pages += 1) {
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
