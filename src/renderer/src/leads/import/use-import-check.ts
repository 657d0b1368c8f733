import { useState } from 'react'
import type { Input } from '#shared/contract/index.ts'
import type { ImportCheck } from '#shared/contract/leads/imports.ts'
import { useEvent } from '../../core/lib/backend.ts'
import { type DraftState, useDraftQuery } from './use-draft-query.ts'

export type CheckState = DraftState<ImportCheck> & {
  /** Rows counted so far, once known. */
  readonly counted: { readonly rows: number; readonly share: number } | null
}

/** Counts every gate over the whole file, and again once the mapping stops changing; null disables it. */
export function useImportCheck(input: Input<'imports.check'> | null): CheckState {
  const [counted, setCounted] = useState<CheckState['counted']>(null)
  useEvent('import.progress', ({ importId, phase, rows, share }) => {
    if (phase === 'check' && importId === input?.importId) setCounted({ rows, share })
  })
  return { ...useDraftQuery('imports.check', input), counted }
}
