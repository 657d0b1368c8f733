import { useState } from 'react'
import type { Input } from '#shared/contract/index.ts'
import type { ImportCheck } from '#shared/contract/leads/imports.ts'
import type { AppError } from '#shared/errors.ts'
import { useEvent, useQuery } from '../../core/lib/backend.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'

export type CheckState = {
  /** Counts for the current mapping; undefined while counting. */
  readonly result: ImportCheck | undefined
  readonly error: AppError | undefined
  /** Rows counted so far, once known. */
  readonly counted: { readonly rows: number; readonly share: number } | null
}

/** Counts every gate over the whole file, and again once the mapping stops changing; null disables it. */
export function useImportCheck(input: Input<'imports.check'> | null): CheckState {
  const key = JSON.stringify(input)
  const rested = useDebounced(key, 150)
  const asked = useQuery('imports.check', JSON.parse(rested) as Input<'imports.check'> | null)
  const [counted, setCounted] = useState<CheckState['counted']>(null)
  useEvent('import.progress', ({ importId, phase, rows, share }) => {
    if (phase === 'check' && importId === input?.importId) setCounted({ rows, share })
  })
  const current = key === rested
  // A count superseded by a newer one was cancelled, which is not an error.
  const error = asked.error?.code === 'CANCELLED' ? undefined : asked.error
  return { result: current ? asked.data : undefined, error: current ? error : undefined, counted }
}
