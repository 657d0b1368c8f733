import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Input, Output, RouteName } from '#shared/contract/index.ts'
import type { Topic } from '#shared/contract/route.ts'
import { asAppError, call } from './call.ts'
import { createAnswerCache, createQuery, type QueryState } from './query-core.ts'
import { onEvent } from './use-event.ts'

const cache = createAnswerCache(200)

export type UseQueryOptions = {
  /** Asks again by itself while the window is seen; for what no event announces. */
  readonly everyMs?: number
}

export type Asked<T> = QueryState<T> & { readonly askAgain: () => void }

/**
 * The answer to a route: at once from before where there was one, again whenever `data.changed` names one of the
 * topics. `input` null asks nothing (yet). Another input is another question: its data starts empty or from before,
 * never from the other input, so that one client's rows are not seen under another's name.
 */
export function useQuery<Name extends RouteName>(
  name: Name,
  input: Input<Name> | null,
  topics: readonly Topic[],
  options: UseQueryOptions = {},
): Asked<Output<Name>> {
  return useAsked<Output<Name>>(
    input === null ? null : `${name} ${JSON.stringify(input)}`,
    () => call(name, input as Input<Name>),
    topics,
    options,
  )
}

/** As `useQuery`, for an answer put together from several routes; `key` names the question whole. */
export function useAsked<T>(
  key: string | null,
  ask: () => Promise<T>,
  topics: readonly Topic[],
  options: UseQueryOptions = {},
): Asked<T> {
  const query = useMemo(
    () =>
      key === null
        ? createQuery<T>(() => new Promise(() => {}), asAppError)
        : createQuery<T>(ask, asAppError, cache.get(key) as T | undefined, (data) => cache.set(key, data)),
    // `ask` is made anew at every drawing; the key says whether it asks something else.
    [key],
  )
  const topicKey = topics.join(' ')
  const { everyMs } = options

  useEffect(() => {
    if (key === null) return
    query.ask()
    return onEvent('data.changed', ({ topics: changed }) => {
      if (changed.some((topic) => topicKey.split(' ').includes(topic))) query.ask()
    })
  }, [key, query, topicKey])

  useEffect(() => {
    if (key === null || !everyMs) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') query.ask()
    }, everyMs)
    return () => clearInterval(timer)
  }, [key, query, everyMs])

  const state = useSyncExternalStore(query.subscribe, query.state)
  return { ...state, askAgain: query.ask }
}
