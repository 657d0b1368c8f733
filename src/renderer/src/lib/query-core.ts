import type { AppError } from '#shared/errors.ts'

export type QueryState<T> = {
  /** The last answer; stays while asking again. */
  readonly data: T | undefined
  /** Why the last question failed; an older answer may still be in `data`. */
  readonly error: AppError | undefined
  readonly asking: boolean
}

export type Query<T> = {
  state(): QueryState<T>
  subscribe(listener: () => void): () => void
  /** Asks now, or once more after the question under way: a change meanwhile may not be in its answer. */
  ask(): void
}

/** One question that can be asked again and again; keeps its last answer meanwhile. */
export function createQuery<T>(
  ask: () => Promise<T>,
  toError: (error: unknown) => AppError,
  before?: T,
  onAnswer?: (data: T) => void,
): Query<T> {
  let state: QueryState<T> = { data: before, error: undefined, asking: false }
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
        onAnswer?.(data)
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

/** The last answers by question, oldest forgotten first: a screen come back to is drawn at once. */
export function createAnswerCache(most: number) {
  const answers = new Map<string, unknown>()
  return {
    get: (key: string): unknown => answers.get(key),
    set(key: string, data: unknown) {
      answers.delete(key)
      answers.set(key, data)
      if (answers.size > most) answers.delete(answers.keys().next().value as string)
    },
  }
}
