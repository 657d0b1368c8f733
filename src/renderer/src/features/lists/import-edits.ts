import { create } from 'zustand'
import type { ImportDraft, ImportSettings } from '#shared/contract/lists.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import type { ListId } from '#shared/ids.ts'

export type Into = { readonly kind: 'new' } | { readonly kind: 'existing'; readonly listId: ListId | null }

/** What the operator has done to an opened file so far. Leaving the screen keeps it. */
export type ImportEdits = {
  readonly draft: ImportDraft
  readonly mapping: Mapping
  /** Columns whose target the operator chose. */
  readonly chosen: ReadonlySet<number>
  readonly settings: ImportSettings
  readonly listName: string
  readonly into: Into
  readonly hideLeftOut: boolean
  readonly previewRow: number
}

type All = Readonly<Record<string, ImportEdits>>
const useEdits = create<All>(() => ({}))

const freshEdits = (draft: ImportDraft): ImportEdits => ({
  draft,
  mapping: draft.columns.map((column) => column.suggestion.target),
  chosen: new Set(),
  settings: { holdUnverified: true },
  listName: draft.suggestedListName,
  into: { kind: 'new' },
  hideLeftOut: draft.columns.some((column) => column.suggestion.target.kind !== 'left_out'),
  previewRow: 1,
})

export const useImportEdits = (importId: string): ImportEdits | undefined => useEdits((all) => all[importId])

/** Every opened file that is neither saved nor discarded, the newest last. */
export const useOpenImports = (): All => useEdits()

export function editImport(importId: string, change: Partial<ImportEdits>): void {
  useEdits.setState((all) => {
    const before = all[importId]
    return before ? { [importId]: { ...before, ...change } } : {}
  })
}

export function beginEdits(draft: ImportDraft): void {
  useEdits.setState((all) => (all[draft.importId] ? {} : { [draft.importId]: freshEdits(draft) }))
}

export function endEdits(importId: string): void {
  useEdits.setState((all) => {
    const { [importId]: _gone, ...rest } = all
    return rest
  }, true)
}
