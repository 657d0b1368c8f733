/** The window's way to the backend: calls, queries that stay fresh, what buttons do, and events. */
import { useQuery as useShared } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Page } from '#shared/contract/core/page.ts'
import type { Call, EventName, Events, Input, Output, QueryName } from '#shared/contract/index.ts'
import { type AppError, fromWire, toWire } from '#shared/errors.ts'
import { addFailedRead } from '../stores/failed-reads.ts'
import { type Ask, createAnswers, type Kept } from './answers.ts'
import { bridge } from './bridge.ts'

/** Calls a route of the backend; throws an AppError. */
export const call: Call = async (name, input) => {
  const reply = await bridge().call(name, input)
  if (!reply.ok) throw fromWire(reply.error)
  // The contract types both ends, and the answer comes from Sendoff itself.
  return reply.data as never
}

/** Converts anything thrown into an AppError, which screens can put into words. */
export function asAppError(error: unknown): AppError {
  return fromWire(toWire(error))
}

type Listener = (payload: never) => void
const listeners = new Map<string, Set<Listener>>()
let listening = false

/** Listens to one event of the contract; returns how to stop. All listeners share one subscription to the bridge. */
export function onEvent<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void {
  if (!listening) {
    listening = true
    bridge().on((heard, payload) => {
      // The name determines the type of the payload.
      for (const each of listeners.get(heard) ?? []) each(payload as never)
    })
  }
  const set = listeners.get(name) ?? new Set<Listener>()
  listeners.set(name, set)
  set.add(listener)
  return () => {
    set.delete(listener)
  }
}

/** Listens to an event while the component is mounted; always calls the handler of the latest render. */
export function useEvent<Name extends EventName>(name: Name, handler: (payload: Events[Name]) => void): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => onEvent(name, (payload) => latest.current(payload)), [name])
}

const answers = createAnswers(call, asAppError)

/** Starts repeating the shown queries when their data changes. */
export const keepAnswersFresh = (): void => {
  onEvent('data.changed', answers.changed)
}

/** Drops all cached answers except those on the screen. */
export const forgetAnswers = (): void => answers.forget()

export type UseQueryOptions = {
  /** Repeats the query at this interval while the window is visible; for data that no event announces. */
  readonly everyMs?: number
}

export type Asked<T> = Kept<T> & { readonly asking: boolean; readonly refetch: () => void }

/**
 * Returns the answer to a route: the cached one at once, and a new one whenever data it reads changes (defined in the
 * contract). `input` null asks nothing (yet). Another input is another query: its data starts empty or cached, never
 * with the data of the other input, so that no client's rows are shown under another's name.
 */
export function useQuery<Name extends QueryName>(
  name: Name,
  input: Input<Name> | null,
  options: UseQueryOptions = {},
): Asked<Output<Name>> {
  return useComposedQuery<Output<Name>>(
    input === null ? null : `${name} ${JSON.stringify(input)}`,
    // Only queried when it is not null.
    (ask) => ask(name, input as Input<Name>),
    options,
  )
}

/** How often what could not be read offline is read again, as nothing announces that Instantly can be reached again. */
const offlineRetryMs = 15_000

/** Like `useQuery`, for an answer composed of several routes; `key` identifies the query completely. */
export function useComposedQuery<T>(
  key: string | null,
  work: (ask: Ask) => Promise<T>,
  { everyMs }: UseQueryOptions = {},
): Asked<T> {
  const shared = useShared(
    {
      ...answers.question(key, work),
      refetchInterval: ({ state }) => everyMs ?? (state.data?.error?.code === 'API_OFFLINE' ? offlineRetryMs : false),
    },
    answers.client,
  )
  const refetch = useCallback(() => {
    if (key !== null) answers.refetch(key)
  }, [key])
  const isErrorRead = useRef(false)
  const { data, error } = shared.data ?? {}
  const unreported = data === undefined && error && isOurFault(error) ? error : null
  useEffect(
    // A component that shows the error has read it by now.
    () => (unreported && !isErrorRead.current ? addFailedRead({ error: unreported, refetch }) : undefined),
    [unreported, refetch],
  )
  // Getters, so that a screen that does not read the fetching state is not rendered again for it.
  return {
    get data() {
      return shared.data?.data
    },
    get error() {
      isErrorRead.current = true
      return shared.data?.error
    },
    get asking() {
      return shared.isFetching
    },
    refetch,
  }
}

/** Whether a failure is Sendoff's own, which is expected nowhere; a part that Instantly refuses may just stay empty. */
const isOurFault = ({ code }: AppError): boolean => code === 'INTERNAL' || code.startsWith('STORE_')

const maxOfPage = 500

/** Returns every row, loaded page by page: for a choice among all of them. `key` identifies the query completely. */
export const useEveryRow = <Row>(
  key: string | null,
  pageOf: (ask: Ask, page: { readonly offset: number; readonly limit: number }) => Promise<Page<Row>>,
): Asked<readonly Row[]> =>
  useComposedQuery(key, async (ask) => {
    const all: Row[] = []
    for (;;) {
      const { rows, total } = await pageOf(ask, { offset: all.length, limit: maxOfPage })
      all.push(...rows)
      if (rows.length === 0 || all.length >= total) return all
    }
  })

export type Action<Args extends readonly unknown[]> = {
  /** Runs the action unless it is running already. Never rejects: a failure is in `error`. */
  readonly run: (...args: Args) => void
  readonly busy: boolean
  readonly error: AppError | null
  readonly clear: () => void
}

/** Wraps what a button does; reports whether it is running and what went wrong, to be shown beside the button. */
export function useAction<Args extends readonly unknown[]>(work: (...args: Args) => Promise<unknown>): Action<Args> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const running = useRef(false)
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })

  const run = useCallback((...args: Args) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setError(null)
    latest
      .current(...args)
      .catch((thrown: unknown) => setError(asAppError(thrown)))
      .finally(() => {
        running.current = false
        setBusy(false)
      })
  }, [])
  const clear = useCallback(() => setError(null), [])
  return { run, busy, error, clear }
}
