import type { Page } from '#shared/contract/core/page.ts'
import type { AppError } from '#shared/errors.ts'

export type PagesState<Row> = {
  /** Number of rows; null until the first answer. */
  readonly total: number | null
  readonly pages: ReadonlyMap<number, readonly Row[]>
  readonly error: AppError | null
}

export type Pages<Row> = {
  readonly state: () => PagesState<Row>
  readonly subscribe: (listener: () => void) => () => void
  /** Returns the row at this index, or null if it has not been loaded. */
  readonly rowAt: (index: number) => Row | null
  /** Loads the missing rows of this range. */
  readonly want: (from: number, to: number) => void
  /** Returns the first rows, loading the missing ones. */
  readonly first: (count: number) => Promise<readonly Row[]>
  /** Loads the wanted rows again after a change; the old ones stay visible until then. */
  readonly refresh: () => void
}

const maxKept = 40

/** Creates a long list that is loaded page by page while scrolling; the backend sorts and filters. */
export function createPages<Row>(
  loadPage: (offset: number, limit: number) => Promise<Page<Row>>,
  toError: (error: unknown) => AppError,
  pageSize = 100,
): Pages<Row> {
  let state: PagesState<Row> = { total: null, pages: new Map(), error: null }
  let generation = 0
  let wanted: readonly number[] = [0]
  /** Generation in which each page was last requested. */
  const asked = new Map<number, number>()
  const listeners = new Set<() => void>()

  const become = (next: Partial<PagesState<Row>>) => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  const keep = (page: number, rows: readonly Row[]) => {
    const pages = new Map(state.pages)
    pages.delete(page)
    pages.set(page, rows)
    for (const old of pages.keys()) {
      if (pages.size <= maxKept) break
      if (wanted.includes(old)) continue
      pages.delete(old)
      asked.delete(old)
    }
    return pages
  }

  const load = async (page: number) => {
    const asGeneration = generation
    asked.set(page, asGeneration)
    try {
      const answer = await loadPage(page * pageSize, pageSize)
      // A later refresh requested this page again: this answer may be older.
      if (asked.get(page) !== asGeneration) return
      become({ total: answer.total, pages: keep(page, answer.rows), error: null })
    } catch (error) {
      if (asked.get(page) !== asGeneration) return
      asked.delete(page)
      become({ error: toError(error) })
    }
  }

  const loadWanted = () => {
    for (const page of wanted) if (asked.get(page) !== generation) void load(page)
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    rowAt: (index) => state.pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null,
    want(from, to) {
      const pages: number[] = []
      for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page += 1) pages.push(page)
      wanted = pages
      loadWanted()
    },
    async first(count) {
      const rows: Row[] = []
      while (rows.length < count) {
        const page = rows.length / pageSize
        const known = state.pages.get(page) ?? (await loadPage(rows.length, pageSize)).rows
        rows.push(...known)
        if (known.length < pageSize) break
      }
      return rows.slice(0, count)
    },
    refresh() {
      generation += 1
      loadWanted()
    },
  }
}
