import { hashKey, QueryCache, QueryClient } from '@tanstack/react-query'
import { concerns } from '#shared/contract/changes.ts'
import type { Events, Input, Output, QueryName } from '#shared/contract/index.ts'
import type { AppError } from '#shared/errors.ts'

export type Ask = <Name extends QueryName>(name: Name, input: Input<Name>) => Promise<Output<Name>>

/** State kept for a query. */
export type Kept<T> = {
  /** Last answer; kept while the query runs again and when that fails. */
  readonly data: T | undefined
  /** Why the last request failed; kept until one succeeds. */
  readonly error: AppError | undefined
}

/** Wraps `ask` so that its queries are added to `names`; a change to any of them makes the answer stale. */
export const recordQueryNames =
  (names: Set<QueryName>, ask: Ask): Ask =>
  (name, input) => {
    names.add(name)
    return ask(name, input)
  }

/** Queries that take this long wait before they are asked again: four times as long as they took, at most 1 s. */
const longMs = 50
const restOf = (tookMs: number): number => (tookMs < longMs ? 0 : Math.min(tookMs * 4, 1000))

/**
 * Creates the query cache of the window. Screens that show the same query share one request, and it is repeated when
 * the data it reads changes. Changes come fast while leads are exported or events arrive, so a slow query is spaced out
 * to leave most of the backend's time to others.
 */
export function createAnswers(ask: Ask, toError: (error: unknown) => AppError, now = () => performance.now()) {
  /** Query names by query hash. */
  const asked = new Map<string, Set<QueryName>>()
  /** Queries whose data changed while they were running: the answer on its way may be out of date. */
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
        // The backend runs on this computer: it answers offline, and a query that failed would fail again.
        networkMode: 'always',
        retry: false,
        refetchOnReconnect: false,
        refetchOnWindowFocus: false,
        // A screen asks when it opens; a second component that shows the same query shares its answer.
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
    /** Options for TanStack's `useQuery`. `key` identifies the query completely; null asks nothing. */
    question: <T>(key: string | null, work: (ask: Ask) => Promise<T>) => ({
      queryKey: [key],
      enabled: key !== null,
      async queryFn(): Promise<Kept<T>> {
        const hash = hashKey([key])
        const names = asked.get(hash) ?? new Set()
        asked.set(hash, names)
        const began = now()
        try {
          return { data: await work(recordQueryNames(names, ask)), error: undefined }
        } catch (error) {
          return { data: client.getQueryData<Kept<T>>([key])?.data, error: toError(error) }
        } finally {
          restsUntil.set(hash, now() + restOf(now() - began))
        }
      },
    }),
    /** Drops the answers that no component shows. */
    forget(): void {
      for (const query of cache.getAll()) if (!query.isActive()) cache.remove(query)
    },
    /** Asks now, or once more after the running request. */
    refetch: (key: string): void => refetch(hashKey([key])),
    /** Asks the shown queries affected by this change again, once for any number of changes in the meantime. */
    changed(change: Events['data.changed']): void {
      for (const [hash, names] of asked) if (concerns(change, names)) askSoon(hash)
    },
  }
}
