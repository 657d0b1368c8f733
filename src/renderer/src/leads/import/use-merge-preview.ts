import type { Input } from '#shared/contract/index.ts'
import type { MergePreview } from '#shared/contract/leads/imports.ts'
import type { AppError } from '#shared/errors.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'

export type MergeState = {
  /** Result for the current mapping and rule; undefined while comparing. */
  readonly result: MergePreview | undefined
  readonly error: AppError | undefined
}

/** Compares the file with its list, and again once the choices stop changing; null disables it. */
export function useMergePreview(input: Input<'imports.compare'> | null): MergeState {
  const key = JSON.stringify(input)
  const rested = useDebounced(key, 150)
  const asked = useQuery('imports.compare', JSON.parse(rested) as Input<'imports.compare'> | null)
  if (key !== rested) return { result: undefined, error: undefined }
  // A comparison superseded by a newer one was cancelled, which is not an error.
  return { result: asked.data, error: asked.error?.code === 'CANCELLED' ? undefined : asked.error }
}
