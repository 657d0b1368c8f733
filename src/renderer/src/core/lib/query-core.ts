import type { AppError } from '#shared/errors.ts'

export type QueryState<T> = {
  /** The last answer; stays while asking again. */
  readonly data: T | undefined
  /** Why the last question failed; an older answer may still be in `data`. */
  readonly error: AppError | undefined
  readonly asking: boolean
}

export type Query<T> = {
  readonly state: () => QueryState<T>
  readonly subscribe: (listener: () => void) => () => void
  /** Asks now, or once more after the question under way: a change meanwhile may not be in its answer. */
  readonly ask: () => void
}

/** One question that can be asked again and again; keeps its last answer meanwhile. */
export function createQuery<T>(ask: () => Promise<T>, toError: (error: unknown) => AppError): Query<T> {
  let state: QueryState<T> = { data: undefined, error: undefined, asking: false }
  let askAgain = false
  const listeners = new Set<() => void>()

  const become = (next: QueryState<T>) => {
    state = next
    for (const listener of listeners) listener()
  }

  const run = async () => {
    become({ ...state, asking: true })
    do {
      askAgain = false
      try {
        const data = await ask()
        become({ data, error: undefined, asking: askAgain })
      } catch (error) {
        become({ data: state.data, error: toError(error), asking: askAgain })
      }
    } while (askAgain)
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    ask() {
      if (state.asking) askAgain = true
      else void run()
    },
  }
}

const nothingToStop = (): void => {}

export type SharedQuery<T> = {
  readonly query: Query<T>
  /**
   * A screen that shows it. The first one calls `start` (which keeps it fresh and returns how to stop); the rest share
   * what it brings. Returns how to leave.
   */
  readonly join: (start: () => () => void) => () => void
}

/** Queries by what they ask: one for all who ask the same, its answer kept for who comes back. */
export function createQueryStore(most: number, toError: (error: unknown) => AppError) {
  type Entry = { readonly shared: SharedQuery<unknown>; users: number }
  const entries = new Map<string, Entry>()

  const create = (ask: () => Promise<unknown>): Entry => {
    let stop = nothingToStop
    const join: SharedQuery<unknown>['join'] = (start) => {
      entry.users += 1
      if (entry.users === 1) stop = start()
      return () => {
        entry.users -= 1
        if (entry.users === 0) stop()
      }
    }
    const entry: Entry = { shared: { query: createQuery(ask, toError), join }, users: 0 }
    return entry
  }

  /** Forgets the oldest answers nobody looks at. */
  const forget = () => {
    for (const [key, entry] of entries) {
      if (entries.size <= most) return
      if (entry.users === 0) entries.delete(key)
    }
  }

  return {
    of<T>(key: string, ask: () => Promise<T>): SharedQuery<T> {
      const entry = entries.get(key) ?? create(ask)
      // To the end: the order is that of last use.
      entries.delete(key)
      entries.set(key, entry)
      forget()
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key says what is asked, so its type too
      return entry.shared as SharedQuery<T>
    },
  }
}
