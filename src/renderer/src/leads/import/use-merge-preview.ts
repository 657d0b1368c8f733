import type { Input } from '#shared/contract/index.ts'
import type { MergePreview } from '#shared/contract/leads/imports.ts'
import { type DraftState, useDraftQuery } from './use-draft-query.ts'

export type MergeState = DraftState<MergePreview>

/** Compares the file with its list, and again once the choices stop changing; null disables it. */
export const useMergePreview = (input: Input<'imports.compare'> | null): MergeState =>
  useDraftQuery('imports.compare', input)
