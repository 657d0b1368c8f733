import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
import type { GateTally } from '../../domain/leads/import/count-gates.ts'
import { type Encoding, encodings, type StructuredKind } from '../../domain/leads/import/detect-bytes.ts'
import { type Gate, type GateCounts } from '../../domain/leads/import/gates.ts'
import type { CheckedSource } from '../../domain/leads/import/lookups.ts'
import { type Mapping, mapping, type Suggestion } from '../../domain/leads/import/mapping.ts'
import { mergeRule } from '../../domain/leads/import/merge-rule.ts'
import type { ValueToDecide } from '../../domain/leads/import/opt-out-cells.ts'
import type { Quirk } from '../../domain/leads/import/quirks.ts'
import type { ValueChange } from '../../domain/leads/import/re-import.ts'
import type { RecognisedSource } from '../../domain/leads/import/recognise-source.ts'
import type { RememberedSettings } from '../../domain/leads/import/row-settings.ts'
import { type ImportSettings, importSettings } from '../../domain/leads/import/settings-shape.ts'
import { type LeadId, type ListId, listId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { SavedImport } from './lists.ts'

const importId = z.string().min(1).max(64)

export type ImportColumn = {
  readonly position: number
  /** Header text as in the file; empty if the file has none. */
  readonly header: string
  readonly samples: readonly string[]
  /** Share of the rows read so far that have a value in this column, 0 to 1. */
  readonly filled: number
  readonly suggestion: Suggestion
}

/** How to read a file. Options not given are detected. */
export const formatOptions = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().max(200).optional(),
  layout: z.object({ headerLine: z.number().int().min(1).nullable(), fromLine: z.number().int().min(1) }).optional(),
})
export type FormatOptions = z.input<typeof formatOptions>

export type ReadFormat = {
  /** For text with rows of cells, its encoding; for other files, their kind. */
  readonly encoding: Encoding | StructuredKind
  /** Empty if the cells are not separated by a delimiter. */
  readonly delimiter: string
  /** The sheet of a workbook; null for a text file. */
  readonly sheet: string | null
  /** Line numbers start at 1; `headerLine` is null if the table has no header. */
  readonly layout: { readonly headerLine: number | null; readonly fromLine: number }
}

/** Manual changes to an open file, stored outside the file. They apply only to content with this hash. */
export const fileEdits = z.object({
  sha256: z.string().max(64),
  format: formatOptions,
  mapping,
  /** Columns whose target the operator chose. */
  chosen: z.array(z.number().int().min(0).max(999)).max(1000).readonly(),
  settings: importSettings,
  listName: z.string().max(1000),
  /** Whether the choices for the last file with this header were applied. */
  remembered: z.boolean(),
  /** The list to import into. Earlier versions did not store this and the properties after it. */
  into: z
    .union([z.object({ kind: z.literal('new') }), z.object({ kind: z.literal('existing'), listId: listId.nullable() })])
    .optional(),
  merge: mergeRule.optional(),
  joins: z.boolean().optional(),
})
export type FileEdits = z.output<typeof fileEdits>

/** The beginning of a file, read in another format. */
export type FormatPeek = {
  readonly format: ReadFormat
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A mapping remembered for files with exactly the same header. */
export type ImportTemplate = {
  readonly id: string
  readonly name: string
  /** Whether it is offered in every workspace, not only in the one it was created in. */
  readonly forAll: boolean
  readonly mapping: Mapping
  readonly settings: ImportSettings
}

/** The operator's choices for the last file with this header. */
export type RememberedMapping = {
  readonly mapping: Mapping
  /** Columns whose target the operator chose; the others are detected again. */
  readonly chosen: readonly number[]
  readonly settings: RememberedSettings
}

/** A file that was opened and read but is not a list yet. */
export type ImportDraft = {
  readonly importId: string
  readonly workspaceId: WorkspaceId
  readonly fileName: string
  /** Where pasted rows are until they are saved or discarded, so that they can be opened again like a file. */
  readonly pastedFile?: string
  /** Hash of the content, by which the same file is recognised when it is opened again. */
  readonly sha256: string
  readonly sizeBytes: number
  readonly encoding: string
  readonly delimiter: string
  readonly rowCount: number
  readonly columns: readonly ImportColumn[]
  /** Rows with fewer or more cells than the header, or text after a closing quote: padded or cut, kept, reported. */
  readonly raggedRows: number
  /** The same rows by kind of problem, with the numbers of the first ones. */
  readonly ragged: readonly {
    readonly kind: 'row_too_short' | 'row_too_long' | 'text_after_quote'
    readonly rows: number
    readonly first: readonly number[]
  }[]
  /** Lists of this workspace that already contain this file (same hash). */
  readonly importedBefore: readonly { readonly listId: ListId; readonly name: string; readonly at: string }[]
  readonly suggestedListName: string
  readonly format: ReadFormat
  /** Sheets of a workbook that can be chosen; empty for a text file. */
  readonly sheets: readonly string[]
  /** Names of other sheets that list people who must not be contacted; everyone on them is left out. */
  readonly noSheets: readonly string[]
  /** Names of other sheets of customers, competitors or refusals; everyone on them is left out until the operator says otherwise. */
  readonly askedSheets: readonly string[]
  /** The tool the file comes from; null if no known tool matches. */
  readonly source: RecognisedSource | null
  readonly quirks: readonly Quirk[]
  /** Remembered mappings for this header, most recently used first. */
  readonly templates: readonly ImportTemplate[]
  /** The choices for the last file with this header; null if there are none. */
  readonly remembered: RememberedMapping | null
  /** Whether the business name was used as the first name in the last file of this kind. */
  readonly businessAsFirstName: boolean
  /** The words in a title, sheet or file name that say its people must not be contacted; null if none. */
  readonly aboutNo: string | null
  /** The list this file seems to be a newer version of; null if there is none. */
  readonly knownList: KnownList | null
}

export type KnownList = {
  readonly listId: ListId
  readonly name: string
  /** `pull`: an earlier result of the same query was saved into it. */
  readonly why: 'pull' | 'name' | 'header'
}

/** The leads one row becomes under the current mapping. */
export type LeadPreview = {
  readonly rowNumber: number
  readonly gate: Gate
  readonly email: string | null
  readonly otherEmails: readonly string[]
  readonly fields: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string | number | boolean>>
  /** The column the address was taken from; -1 if there is none. */
  readonly emailColumn: number
  /** The row as it is in the file. */
  readonly cells: readonly string[]
  /** The second lead of the row, for the person; null if there is none. */
  readonly person: {
    readonly gate: Gate
    readonly email: string
    readonly fields: Readonly<Record<string, string>>
    readonly variables: Readonly<Record<string, string | number | boolean>>
    /** Texts of the row that it does not get because they were written for the business. */
    readonly textsLeftOut: readonly string[]
  } | null
}

export type { ImportSettings }

/** Counts over the whole file: `rowCount + derived` always equals the sum of the gates. */
export type ImportCheck = GateTally & {
  /** Other sources that were checked besides the file and the list, and how old they are. */
  readonly lookedAt: readonly CheckedSource[]
  readonly asked: readonly ValueToDecide[]
}

/** What happens to the rows and derived leads of a newer file; all counts add up to `rowCount + derived`. */
export type MergeCounts = {
  /** New leads that are ready. */
  readonly added: number
  /** Leads of the list that get other values or are no longer excluded. */
  readonly changed: number
  /** Leads of the list that were ready and are now excluded because of the newer file. */
  readonly nowHeld: number
  readonly same: number
  /** Rows without effect: new leads that are excluded, and rows that change nothing. */
  readonly held: number
  /** Ready rows whose address is not in the list, when nothing is to be added. */
  readonly leftOut: number
}

export type MergeSample = {
  readonly leadId: LeadId
  readonly rowNumber: number
  readonly email: string
  /** Null if the gate does not change. */
  readonly gate: { readonly before: Gate; readonly after: Gate } | null
  readonly changes: readonly ValueChange[]
}

/** What saving a newer file into a list would do, row by row. */
export type MergePreview = MergeCounts & {
  readonly asked: readonly ValueToDecide[]
  readonly rowCount: number
  readonly derived: number
  /** Gates of all `held` rows. */
  readonly heldAt: GateCounts
  /** The first leads that change or become excluded. */
  readonly samples: readonly MergeSample[]
  /** The numbers of the first rows of each kind. */
  readonly rowsAt: Readonly<Partial<Record<'added' | 'same' | 'leftOut' | Gate, readonly number[]>>>
}

export const imports = {
  'imports.open': command<ImportDraft>({ touches: [] })(
    z.object({ workspaceId, path: z.string().min(1).max(4096), format: formatOptions.optional() }),
  ),
  /** Returns the beginning of a file, read with the given options. The file need not be open, and nothing is stored. */
  'imports.peek': query<FormatPeek>({ reads: [] })(
    z.object({
      from: z.union([z.object({ importId }), z.object({ path: z.string().min(1).max(4096) })]),
      format: formatOptions,
      /** The line around which to return rows; by default the first rows are returned. */
      nearLine: z.number().int().min(1).optional(),
    }),
  ),
  /** Reads an opened file again with other options. The draft keeps its id. */
  'imports.reread': command<ImportDraft>({ touches: [] })(z.object({ importId, format: formatOptions })),
  /** Opens the sample lead file that comes with the app. */
  'imports.openSample': command<ImportDraft>({ touches: [] })(z.object({ workspaceId })),
  'imports.paste': command<ImportDraft>({ touches: [] })(
    z.object({ workspaceId, text: z.string().min(1).max(20_000_000) }),
  ),
  /** Opens the system's file dialog; returns the chosen files, none if cancelled. */
  'imports.choose': command<readonly string[]>({ touches: [] })(z.object({ workspaceId })),
  'imports.preview': query<readonly LeadPreview[]>({ reads: ['lists', 'blocklist', 'lead_mirror', 'opt_outs'] })(
    z.object({
      importId,
      mapping,
      settings: importSettings,
      fromRow: z.number().int().min(1).default(1),
      count: z.number().int().min(1).max(50).default(5),
      /** Returns these rows instead; numbers in ascending order. */
      rowNumbers: z.array(z.number().int().min(1)).max(50).optional(),
    }),
  ),
  /** Counts the rows at every gate over the whole file under the mapping. A newer check cancels the older. */
  'imports.check': query<ImportCheck>({ reads: ['lists', 'blocklist', 'lead_mirror', 'opt_outs'] })(
    z.object({ importId, mapping, settings: importSettings, listId: listId.nullable() }),
  ),
  /** Returns what saving into a list would add, change and leave out. A newer request cancels an older one. */
  'imports.compare': query<MergePreview>({ reads: ['lists', 'blocklist', 'lead_mirror', 'opt_outs'] })(
    z.object({ importId, mapping, settings: importSettings, listId, merge: mergeRule }),
  ),
  /** Saves the rows as a new list or into an existing one, all or none. Without `merge`, rows are only added. */
  'imports.save': command<SavedImport>({ touches: ['lists', 'exports'] })(
    z.object({
      importId,
      mapping,
      settings: importSettings,
      into: z.union([z.object({ listId, merge: mergeRule.optional() }), z.object({ name: typedName(120) })]),
      /** Columns whose target the operator chose; remembered for the next file with this header. */
      remember: z.array(z.number().int().min(0).max(999)).max(1000).optional(),
    }),
  ),
  /** Restores the mapping that was remembered before. */
  'imports.forgetMapping': command({ touches: ['settings'] })(z.object({ workspaceId, id: z.string().max(64) })),
  /** Remembers a mapping for the header of an opened file; replaces one with the same name for that header. */
  'imports.saveTemplate': command<ImportTemplate>({ touches: ['settings'] })(
    z.object({
      importId,
      mapping,
      settings: importSettings,
      name: typedName(80),
      forAll: z.boolean(),
    }),
  ),
  'imports.deleteTemplate': command({ touches: ['settings'] })(z.object({ id: z.string().max(64) })),
  'imports.cancel': command({ touches: [] })(z.object({ importId })),
  /** Deletes rows pasted before the app ended that the operator does not open again. Any other file stays. */
  'imports.discardPasted': command({ touches: [] })(z.object({ path: z.string().min(1).max(4096) })),
}
