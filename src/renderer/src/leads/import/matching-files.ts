import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { useDrafts } from '../../core/stores/import-drafts.ts'

const headerOf = (draft: ImportDraft) => JSON.stringify(draft.columns.map(({ header }) => header))

/** Returns the client's other opened files with exactly the same columns; they can go into one list. */
export function useMatchingFiles(draft: ImportDraft): readonly ImportDraft[] {
  const header = headerOf(draft)
  return useDrafts().filter(
    (other) =>
      other.importId !== draft.importId && other.workspaceId === draft.workspaceId && headerOf(other) === header,
  )
}
