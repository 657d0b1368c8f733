import { create } from 'zustand'
import type { ImportDraft } from '#shared/contract/lists.ts'

/** Files opened and not yet saved as lists, by import id: as they were answered when opened. */
const useDrafts = create<Readonly<Record<string, ImportDraft>>>(() => ({}))

export const keepDraft = (draft: ImportDraft): void => useDrafts.setState({ [draft.importId]: draft })

/** The opened file of this import; undefined when it is gone (saved, cancelled, the app restarted). */
export const useDraft = (importId: string): ImportDraft | undefined => useDrafts((drafts) => drafts[importId])

export function dropDraft(importId: string): void {
  useDrafts.setState((drafts) => {
    const { [importId]: _gone, ...rest } = drafts
    return rest
  }, true)
}
