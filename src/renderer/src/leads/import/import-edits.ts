import { create } from 'zustand'
import type { FileEdits, ImportDraft, ImportSettings } from '#shared/contract/leads/imports.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { ListId } from '#shared/ids.ts'
import { earlierEdits, formatOf, recordEdits } from '../../core/stores/import-drafts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'
import { chooseTarget, leftOut, withOwnExclusions } from './mapping-rules.ts'

export type MergeChoice = {
  readonly mode: MergeRule['mode']
  readonly keep: ReadonlySet<string>
  readonly clearEmpty: boolean
}

export type Into = { readonly kind: 'new' } | { readonly kind: 'existing'; readonly listId: ListId | null }

/** The operator's edits to an opened file. They survive leaving the screen. */
export type ImportEdits = {
  readonly draft: ImportDraft
  readonly mapping: Mapping
  /** Columns whose target the operator chose. */
  readonly chosen: ReadonlySet<number>
  readonly settings: ImportSettings
  readonly listName: string
  readonly into: Into
  /** How the file changes an existing list. */
  readonly merge: MergeChoice
  /** Whether other opened files with the same columns go into the same list. */
  readonly joins: boolean
  readonly hideLeftOut: boolean
  /** Null for the first ready lead. */
  readonly previewRow: number | null
  /** Whether the choices made for the last file with this header were applied. */
  readonly remembered: boolean
  /** Name of the remembered mapping that was applied; null for none. */
  readonly templateUsed: string | null
  /** Whether the operator chose how the file is read: its header line, sheet, encoding or separator. */
  readonly readByHand: boolean
}

type All = Readonly<Record<string, ImportEdits>>
const useEdits = create<All>(() => ({}))

/** Returns the proposal without anything from earlier files. */
export const proposalOf = (draft: ImportDraft): Pick<ImportEdits, 'mapping' | 'chosen' | 'settings'> => ({
  mapping: draft.columns.map((column) => column.suggestion.target),
  chosen: new Set(),
  settings: {
    ...defaultSettings,
    companyAsFirstName: draft.businessAsFirstName,
    // Nobody wants to be greeted as JÃ¼rgen; the note beside the columns shows both versions and can undo the repair.
    repairMojibake: draft.quirks.some(({ code }) => code === 'mojibake'),
  },
})

/** Returns the proposal, overridden by the choices made for the last file with this header. */
function rememberedOf(draft: ImportDraft, { mapping, chosen, settings }: NonNullable<ImportDraft['remembered']>) {
  const own = proposalOf(draft)
  const before = chosen.reduce((sum, at) => chooseTarget(sum, at, mapping[at] ?? leftOut).mapping, own.mapping)
  const now = withOwnExclusions(draft.columns, before, () => false)
  return {
    mapping: now,
    chosen: new Set(chosen.filter((at) => now[at] === before[at])),
    settings: { ...defaultSettings, ...settings },
  }
}

/** Returns the edits made before the app ended, if the file still has the same number of columns. */
function begunOf(draft: ImportDraft): Partial<ImportEdits> {
  const before = earlierEdits(draft.importId)
  if (before?.mapping.length !== draft.columns.length) return {}
  const { mapping, chosen, settings, listName, remembered, into, merge, joins } = before
  return {
    mapping,
    chosen: new Set(chosen),
    settings,
    listName,
    remembered,
    ...(into ? { into } : {}),
    ...(merge ? { merge: { ...merge, keep: new Set(merge.keep) } } : {}),
    ...(joins === undefined ? {} : { joins }),
  }
}

const freshEdits = (draft: ImportDraft): ImportEdits => ({
  draft,
  ...(draft.remembered ? rememberedOf(draft, draft.remembered) : proposalOf(draft)),
  remembered: draft.remembered !== null,
  listName: draft.suggestedListName,
  // Rows queried again go into the same list as before.
  into: draft.knownList?.why === 'pull' ? { kind: 'existing', listId: draft.knownList.listId } : { kind: 'new' },
  merge: { mode: draft.knownList?.why === 'pull' ? 'both' : 'add', keep: new Set(), clearEmpty: false },
  joins: false,
  hideLeftOut: draft.columns.some((column) => column.suggestion.target.kind !== 'left_out'),
  previewRow: null,
  templateUsed: null,
  readByHand: earlierEdits(draft.importId) !== undefined,
})

export const useImportEdits = (importId: string): ImportEdits | undefined => useEdits((all) => all[importId])

/** Every opened file that is neither saved nor discarded, newest last. */
export const useOpenImports = (): All => useEdits()

export function editImport(importId: string, change: Partial<ImportEdits>): void {
  useEdits.setState((all) => {
    const before = all[importId]
    return before ? { [importId]: { ...before, ...change } } : {}
  })
}

export function beginEdits(draft: ImportDraft): void {
  useEdits.setState((all) =>
    all[draft.importId] ? {} : { [draft.importId]: { ...freshEdits(draft), ...begunOf(draft) } },
  )
}

/** Restores the edits of a closed file that is opened again. */
export const keepEdits = (edits: ImportEdits): void => useEdits.setState({ [edits.draft.importId]: edits })

/** Undo scope of one import; it is dropped with the import. */
const scopeOf = (importId: string): string => `import:${importId}`

/** Like `editImport`, but undoable; `words` describes the edit. */
export function editImportUndoably(
  edits: ImportEdits,
  change: Partial<Pick<ImportEdits, 'mapping' | 'chosen' | 'settings' | 'remembered'>>,
  words: () => string,
  text?: string,
): void {
  const { importId } = edits.draft
  const { mapping, chosen, settings, remembered } = edits
  editImport(importId, change)
  pushUndo({
    scope: scopeOf(importId),
    path: `/import/${importId}`,
    words,
    undo: () => editImport(importId, { mapping, chosen, settings, remembered }),
    redo: () => editImport(importId, change),
    toast: text,
  })
}

/** Carries edits over to a file read again. If the columns differ, only edits unrelated to columns are kept. */
function carriedOver(before: ImportEdits, draft: ImportDraft): ImportEdits {
  const fresh = freshEdits(draft)
  const sameColumns = JSON.stringify(headersOf(before.draft)) === JSON.stringify(headersOf(draft))
  const { listName, into, merge, joins } = before
  const kept = sameColumns
    ? { mapping: before.mapping, chosen: before.chosen, settings: before.settings }
    : // Composed variables refer to columns by position, which would now be other columns.
      { settings: { ...before.settings, composed: fresh.settings.composed } }
  return { ...fresh, ...kept, listName, into, merge, joins, readByHand: true }
}

/** Updates the edits after the file was read in another format. */
export function rereadEdits(draft: ImportDraft): void {
  useEdits.setState((all) => {
    const before = all[draft.importId]
    return before ? { [draft.importId]: carriedOver(before, draft) } : {}
  })
}

/** Replaces a file with its reopened version. If the client changed, so does the list choice: lists belong to one. */
export function reopenEdits(before: ImportEdits, draft: ImportDraft): void {
  const edits = carriedOver(before, draft)
  keepEdits(draft.workspaceId === before.draft.workspaceId ? edits : { ...edits, into: { kind: 'new' }, joins: false })
}

/** Saves every change with the file's location, so that edits survive the end of the app. */
useEdits.subscribe((all, before) => {
  for (const [importId, edits] of Object.entries(all)) {
    // An incomplete name cannot be saved, so the last saved edits stay.
    const isNoted = mappingFault(edits.mapping, edits.settings.composed)?.fault !== 'name_invalid'
    if (edits !== before[importId] && isNoted) recordEdits(importId, byHand(edits))
  }
})

/** Returns the manual edits; null if everything is as proposed. */
function byHand(edits: ImportEdits): FileEdits | null {
  const { draft, readByHand } = edits
  const done = ({ mapping, chosen, settings, listName, remembered, into, merge, joins }: ImportEdits) => ({
    mapping,
    chosen: [...chosen],
    settings,
    listName,
    remembered,
    into,
    merge: { ...merge, keep: [...merge.keep] },
    joins,
  })
  const now = done(edits)
  if (!readByHand && JSON.stringify(now) === JSON.stringify(done(freshEdits(draft)))) return null
  return { sha256: draft.sha256, format: formatOf(draft), ...now }
}

const headersOf = (draft: ImportDraft) => draft.columns.map(({ header }) => header)

export function endEdits(importId: string): void {
  forgetUndoOf(scopeOf(importId))
  useEdits.setState((all) => {
    const { [importId]: _gone, ...rest } = all
    return rest
  }, true)
}
