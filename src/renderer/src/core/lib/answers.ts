import { hashKey, QueryCache, QueryClient } from '@tanstack/react-query'
import { concerns } from '#shared/contract/changes.ts'
import type { Events, Input, Output, QueryName } from '#shared/contract/index.ts'
import type { AppError } from '#shared/errors.ts'

export type Ask = <Name extends QueryName>(name: Name, input: Input<Name>) => Promise<Output<Name>>

/** What is kept of a question. */
export type Kept<T> = {
  /** The last answer; stays while asking again, and when that fails. */
  readonly data: T | undefined
  /** Why the last question failed; stays until one is answered. */
  readonly error: AppError | undefined
}

/** Asks, and notes what was asked: what a change of it makes old. */
export const noting =
  (names: Set<QueryName>, ask: Ask): Ask =>
  (name, input) => {
    names.add(name)
    return ask(name, input)
  }

/** A question that takes this long rests before it is asked again, and how much longer than it took. */
const longMs = 50
const restOf = (tookMs: number): number => (tookMs < longMs ? 0 : Math.min(tookMs * 4, 1000))

/**
 * What screens ask, each question once for all who show it, and asked again when what it reads changed. Changes come
 * fast while leads are sent or events arrive: a slow question leaves most of the backend's time to others.
 */
export function createAnswers(ask: Ask, toError: (error: unknown) => AppError, now = () => performance.now()) {
  /** By the hash of the question. */
  const asked = new Map<string, Set<QueryName>>()
  /** What changed while it was asked: the answer on its way may be from before. */
  const changedMeanwhile = new Set<string>()
  const restsUntil = new Map<string, number>()
  const waiting = new Set<string>()
  const cache = new QueryCache({
    onSettled: (_data, _error, { queryHash }) => {
      if (changedMeanwhile.delete(queryHash)) askSoon(queryHash)
    },
  })
  cache.subscribe(({ type, query }) => {
    if (type !== 'removed') return
    asked.delete(query.queryHash)
    restsUntil.delete(query.queryHash)
  })
  const client = new QueryClient({
    queryCache: cache,
    defaultOptions: {
      queries: {
        // The backend is in this computer: it answers offline, and an answer that failed fails again.
        networkMode: 'always',
        retry: false,
        refetchOnReconnect: false,
        refetchOnWindowFocus: false,
        // A screen asks when it opens; who shows the same beside it shares the answer.
        refetchOnMount: (query) => query.getObserversCount() < 2,
        gcTime: 600_000,
      },
    },
  })

  const refetch = (hash: string) => {
    const query = cache.get(hash)
    if (query?.state.fetchStatus === 'fetching') changedMeanwhile.add(hash)
    else if (query?.isActive()) void query.fetch()
  }
  const askSoon = (hash: string) => {
    const restMs = (restsUntil.get(hash) ?? 0) - now()
    if (restMs <= 0) refetch(hash)
    else if (!waiting.has(hash)) {
      waiting.add(hash)
      setTimeout(() => {
        waiting.delete(hash)
        refetch(hash)
      }, restMs)
    }
  }

  return {
    client,
    /** For TanStack's `useQuery`. `key` names the question whole; null asks nothing. */
    question: <T>(key: string | null, work: (ask: Ask) => Promise<T>) => ({
      queryKey: [key],
      enabled: key !== null,
      async queryFn(): Promise<Kept<T>> {
        const hash = hashKey([key])
        const names = asked.get(hash) ?? new Set()
        asked.set(hash, names)
        const began = now()
        try {
          return { data: await work(noting(names, ask)), error: undefined }
        } catch (error) {
          return { data: client.getQueryData<Kept<T>>([key])?.data, error: toError(error) }
        } finally {
          restsUntil.set(hash, now() + restOf(now() - began))
        }
      },
    }),
    /** Drops the answers nobody is shown. */
    forget(): void {
      for (const query of cache.getAll()) if (!query.isActive()) cache.remove(query)
    },
    /** Asks now, or once more after the question under way. */
    refetch: (key: string): void => refetch(hashKey([key])),
    /** Asks again what is seen of this change, however many changes there were meanwhile. */
    changed(change: Events['data.changed']): void {
      for (const [hash, names] of asked) if (concerns(change, names)) askSoon(hash)
    },
  }
}
