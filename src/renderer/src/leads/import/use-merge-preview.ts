import type { Input } from '#shared/contract/index.ts'
import type { MergePreview } from '#shared/contract/leads/imports.ts'
import type { AppError } from '#shared/errors.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { useQuery } from '../../core/lib/use-query.ts'

export type MergeState = {
  /** As the mapping and the rule stand; undefined while it is compared. */
  readonly result: MergePreview | undefined
  readonly error: AppError | undefined
}

/** Compares the file with its list, again when the choices rest; null asks nothing. */
export function useMergePreview(input: Input<'imports.compare'> | null): MergeState {
  const key = JSON.stringify(input)
  const rested = useDebounced(key, 150)
  const asked = useQuery('imports.compare', JSON.parse(rested) as Input<'imports.compare'> | null)
  if (key !== rested) return { result: undefined, error: undefined }
  // A comparison that a newer one took over was cancelled: that is no error.
  return { result: asked.data, error: asked.error?.code === 'CANCELLED' ? undefined : asked.error }
}
