import { useQuery as useShared } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Page } from '#shared/contract/core/page.ts'
import type { Input, Output, QueryName } from '#shared/contract/index.ts'
import { type Ask, createAnswers, type Kept } from './answers.ts'
import { asAppError, call } from './call.ts'
import { onEvent } from './use-event.ts'

const answers = createAnswers(call, asAppError)

/** From now on what screens show is asked again when it changed. */
export const keepAnswersFresh = (): void => {
  onEvent('data.changed', answers.changed)
}

/** What was answered is held no longer, but for what is on the screen. */
export const forgetAnswers = (): void => answers.forget()

export type UseQueryOptions = {
  /** Asks again by itself while the window is seen; for what no event announces. */
  readonly everyMs?: number
}

export type Asked<T> = Kept<T> & { readonly asking: boolean; readonly refetch: () => void }

/**
 * The answer to a route: at once from before where there was one, again whenever something it reads changed (the
 * contract says what). `input` null asks nothing (yet). Another input is another question: its data starts empty or
 * from before, never from the other input, so that one client's rows are not seen under another's name.
 */
export function useQuery<Name extends QueryName>(
  name: Name,
  input: Input<Name> | null,
  options: UseQueryOptions = {},
): Asked<Output<Name>> {
  return useComposedQuery<Output<Name>>(
    input === null ? null : `${name} ${JSON.stringify(input)}`,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- asked only when it is not null
    (ask) => ask(name, input as Input<Name>),
    options,
  )
}

/** As `useQuery`, for an answer put together from several routes; `key` names the question whole. */
export function useComposedQuery<T>(
  key: string | null,
  work: (ask: Ask) => Promise<T>,
  { everyMs }: UseQueryOptions = {},
): Asked<T> {
  const shared = useShared({ ...answers.question(key, work), refetchInterval: everyMs ?? false }, answers.client)
  const refetch = useCallback(() => {
    if (key !== null) answers.refetch(key)
  }, [key])
  // Read when they are: a screen that does not show that it is asked again is not drawn again for it.
  return {
    get data() {
      return shared.data?.data
    },
    get error() {
      return shared.data?.error
    },
    get asking() {
      return shared.isFetching
    },
    refetch,
  }
}

const mostOfPage = 500

/** Every row there is, asked page after page: for a choice among all of them. `key` names the question whole. */
export const useEveryRow = <Row>(
  key: string | null,
  pageOf: (ask: Ask, page: { readonly offset: number; readonly limit: number }) => Promise<Page<Row>>,
): Asked<readonly Row[]> =>
  useComposedQuery(key, async (ask) => {
    const all: Row[] = []
    for (;;) {
      const { rows, total } = await pageOf(ask, { offset: all.length, limit: mostOfPage })
      all.push(...rows)
      if (rows.length === 0 || all.length >= total) return all
    }
  })
