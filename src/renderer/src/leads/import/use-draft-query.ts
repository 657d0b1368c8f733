import { useEffect } from 'react'
import type { Input, Output } from '#shared/contract/index.ts'
import type { AppError } from '#shared/errors.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'

export type DraftState<T> = {
  /** Answer for the current choices; undefined until it arrives. */
  readonly result: T | undefined
  readonly error: AppError | undefined
}

/** Queries about the rows of an open file once its choices stop changing; null disables it. */
export function useDraftQuery<Name extends 'imports.check' | 'imports.compare'>(
  name: Name,
  input: Input<Name> | null,
): DraftState<Output<Name>> {
  const key = JSON.stringify(input)
  const settled = useDebounced(key, 150)
  const { data, error, refetch } = useQuery(name, JSON.parse(settled) as Input<Name> | null)
  // The backend works on one query for each file, the latest. One about earlier choices may reach it after this one.
  useEffect(() => {
    if (error?.code === 'CANCELLED') refetch()
  }, [error, refetch])
  if (key !== settled) return { result: undefined, error: undefined }
  return { result: data, error: error?.code === 'CANCELLED' ? undefined : error }
}
