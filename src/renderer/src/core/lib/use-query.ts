import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Input, Output, RouteName } from '#shared/contract/index.ts'
import type { Topic } from '#shared/contract/route.ts'
import { asAppError, call } from './call.ts'
import { createQuery, createQueryStore, type QueryState, type SharedQuery } from './query-core.ts'
import { onEvent } from './use-event.ts'

const store = createQueryStore(200, asAppError)

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
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- asked only when it is not null
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
  const { query, join } = useMemo(
    () => (key === null ? nothingAsked<T>() : store.of(key, ask)),
    // `ask` is made anew at every drawing; the key says whether it asks something else.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies
    [key],
  )
  const topicKey = topics.join(' ')
  const { everyMs } = options
  useEffect(() => join(() => keepFresh(query.ask, topicKey.split(' '), everyMs)), [query, join, topicKey, everyMs])
  const state = useSyncExternalStore(query.subscribe, query.state)
  return { ...state, askAgain: query.ask }
}

/** Asks now, on every change of the topics, and as time passes. Returns how to stop. */
function keepFresh(ask: () => void, topics: readonly string[], everyMs: number | undefined): () => void {
  ask()
  const stopHearing = onEvent('data.changed', ({ topics: changed }) => {
    if (changed.some((topic) => topics.includes(topic))) ask()
  })
  const tick = () => {
    if (document.visibilityState === 'visible') ask()
  }
  const timer = everyMs ? setInterval(tick, everyMs) : undefined
  return () => {
    stopHearing()
    clearInterval(timer)
  }
}

/** A question not to be asked yet. */
function nothingAsked<T>(): SharedQuery<T> {
  const query = createQuery<T>(() => new Promise(() => {}), asAppError)
  return { query, join: () => () => {} }
}
