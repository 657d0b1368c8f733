import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { useDrafts } from '../../core/stores/import-drafts.ts'

const headerOf = (draft: ImportDraft) => JSON.stringify(draft.columns.map(({ header }) => header))

/** Other opened files of the same client with the very same columns: they can go into one list. */
export function useAlikeFiles(draft: ImportDraft): readonly ImportDraft[] {
  const header = headerOf(draft)
  return useDrafts().filter(
    (other) =>
      other.importId !== draft.importId && other.workspaceId === draft.workspaceId && headerOf(other) === header,
  )
}
