import { create } from 'zustand'
import type { FileEdits, ImportDraft, ImportSettings } from '#shared/contract/leads/imports.ts'
import { mappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { ListId } from '#shared/ids.ts'
import { editsBefore, formatOf, noteEdits } from '../../core/stores/import-drafts.ts'
import { forgetActsOf, pushUndo } from '../../core/stores/undo.ts'
import { chooseTarget, leftOut } from './mapping-rules.ts'

export type MergeChoice = {
  readonly mode: MergeRule['mode']
  readonly keep: ReadonlySet<string>
  readonly clearEmpty: boolean
}

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
  /** What the file does to a list that is there already. */
  readonly merge: MergeChoice
  /** Whether other opened files with the same columns go into the same list. */
  readonly joins: boolean
  readonly hideLeftOut: boolean
  /** Null: the first lead that is ready. */
  readonly previewRow: number | null
  /** What was chosen for the last file with this header was taken over. */
  readonly remembered: boolean
  /** The remembered mapping that was taken over; null for none. */
  readonly templateUsed: string | null
  /** The operator chose how the file is read: its header line, sheet, encoding or separator. */
  readonly readByHand: boolean
}

type All = Readonly<Record<string, ImportEdits>>
const useEdits = create<All>(() => ({}))

/** The proposal with nothing taken over from earlier files. */
export const proposalOf = (draft: ImportDraft): Pick<ImportEdits, 'mapping' | 'chosen' | 'settings'> => ({
  mapping: draft.columns.map((column) => column.suggestion.target),
  chosen: new Set(),
  settings: {
    ...defaultSettings,
    companyAsFirstName: draft.businessAsFirstName,
    // Nobody is greeted as JÃ¼rgen by choice; the note beside the columns shows both and takes it back.
    repairMojibake: draft.quirks.some(({ code }) => code === 'mojibake'),
  },
})

/** The proposal under what was chosen for the last file with this header. */
function rememberedOf(draft: ImportDraft, { mapping, chosen, settings }: NonNullable<ImportDraft['remembered']>) {
  const own = proposalOf(draft)
  return {
    mapping: chosen.reduce((sum, at) => chooseTarget(sum, at, mapping[at] ?? leftOut).mapping, own.mapping),
    chosen: new Set(chosen),
    settings: { ...defaultSettings, ...settings },
  }
}

/** What was done before the app ended, where the file still has as many columns. */
function begunOf(draft: ImportDraft): Partial<ImportEdits> {
  const before = editsBefore(draft.importId)
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
  // What was asked before goes on where it went.
  into: draft.knownList?.why === 'pull' ? { kind: 'existing', listId: draft.knownList.listId } : { kind: 'new' },
  merge: { mode: draft.knownList?.why === 'pull' ? 'both' : 'add', keep: new Set(), clearEmpty: false },
  joins: false,
  hideLeftOut: draft.columns.some((column) => column.suggestion.target.kind !== 'left_out'),
  previewRow: null,
  templateUsed: null,
  readByHand: editsBefore(draft.importId) !== undefined,
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
  useEdits.setState((all) =>
    all[draft.importId] ? {} : { [draft.importId]: { ...freshEdits(draft), ...begunOf(draft) } },
  )
}

/** What was done to a file that was closed and comes back. */
export const keepEdits = (edits: ImportEdits): void => useEdits.setState({ [edits.draft.importId]: edits })

/** The history of one import: gone with it. */
const scopeOf = (importId: string): string => `import:${importId}`

/** As `editImport`, and can be undone: `words` say what it was. */
export function editImportUndoably(
  edits: ImportEdits,
  change: Partial<Pick<ImportEdits, 'mapping' | 'chosen' | 'settings' | 'remembered'>>,
  words: () => string,
  text?: string,
): void {
  const { importId } = edits.draft
  const { mapping, chosen, settings, remembered } = edits
  editImport(importId, change)
  pushUndo(
    {
      scope: scopeOf(importId),
      path: `/import/${importId}`,
      words,
      undo: () => editImport(importId, { mapping, chosen, settings, remembered }),
      redo: () => editImport(importId, change),
    },
    text,
  )
}

/** What was done to a file, for what it is read as now: columns may be others, so only what is not about them stays. */
function carriedOver(before: ImportEdits, draft: ImportDraft): ImportEdits {
  const fresh = freshEdits(draft)
  const sameColumns = JSON.stringify(headersOf(before.draft)) === JSON.stringify(headersOf(draft))
  const { listName, into, merge, joins } = before
  const kept = sameColumns
    ? { mapping: before.mapping, chosen: before.chosen, settings: before.settings }
    : // Variables composed of the columns there were would be made of others now.
      { settings: { ...before.settings, composed: fresh.settings.composed } }
  return { ...fresh, ...kept, listName, into, merge, joins, readByHand: true }
}

/** The file was read again by another format. */
export function rereadEdits(draft: ImportDraft): void {
  useEdits.setState((all) => {
    const before = all[draft.importId]
    return before ? { [draft.importId]: carriedOver(before, draft) } : {}
  })
}

/** The file was opened anew in the place of what was read before. Lists of one client are none of another. */
export function reopenEdits(before: ImportEdits, draft: ImportDraft): void {
  const edits = carriedOver(before, draft)
  keepEdits(draft.workspaceId === before.draft.workspaceId ? edits : { ...edits, into: { kind: 'new' }, joins: false })
}

/** Every change is noted beside the place of its file: an end of the app does not cost it. */
useEdits.subscribe((all, before) => {
  for (const [importId, edits] of Object.entries(all)) {
    // A name half typed is none that can be kept: what was noted before it stays.
    const isNoted = mappingFault(edits.mapping, edits.settings.composed)?.fault !== 'name_invalid'
    if (edits !== before[importId] && isNoted) noteEdits(importId, byHand(edits))
  }
})

/** What was done by hand; null where all is as proposed. */
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
  forgetActsOf(scopeOf(importId))
  useEdits.setState((all) => {
    const { [importId]: _gone, ...rest } = all
    return rest
  }, true)
}
