import { useMemo } from 'react'
import { create } from 'zustand'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'

/** Files opened and not yet saved as lists, by import id: as they were answered when opened. */
const useStore = create<Readonly<Record<string, ImportDraft>>>(() => ({}))

export const keepDraft = (draft: ImportDraft): void => useStore.setState({ [draft.importId]: draft })

/** Every file opened and neither saved nor discarded, in the order they were opened. */
export function useDrafts(): readonly ImportDraft[] {
  const drafts = useStore()
  return useMemo(() => Object.values(drafts), [drafts])
}

/** The same file, opened before for the same client and still waiting. */
export const openedBefore = ({ importId, workspaceId, fileName, sha256 }: ImportDraft): ImportDraft | undefined =>
  Object.values(useStore.getState()).find(
    (other) =>
      other.importId !== importId &&
      other.workspaceId === workspaceId &&
      other.fileName === fileName &&
      other.sha256 === sha256,
  )

/** The opened file of this import; undefined when it is gone (saved, cancelled, the app restarted). */
export const useDraft = (importId: string): ImportDraft | undefined => useStore((drafts) => drafts[importId])

export function dropDraft(importId: string): void {
  useStore.setState((drafts) => {
    const { [importId]: _gone, ...rest } = drafts
    return rest
  }, true)
}
