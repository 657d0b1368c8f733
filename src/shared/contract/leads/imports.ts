import { z } from 'zod'
import type { GateTally } from '../../domain/leads/import/count-gates.ts'
import { type Encoding, encodings, type StructuredKind } from '../../domain/leads/import/detect-bytes.ts'
import type { AskedWord } from '../../domain/leads/import/file-no.ts'
import { type Gate, type GateCounts } from '../../domain/leads/import/gates.ts'
import type { LookedAt } from '../../domain/leads/import/lookups.ts'
import { type Mapping, mapping, type Suggestion } from '../../domain/leads/import/mapping.ts'
import { mergeRule } from '../../domain/leads/import/merge-rule.ts'
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
  /** As in the file; empty where the file has none. */
  readonly header: string
  readonly samples: readonly string[]
  /** Share of rows, 0..1, with something in this column, of those read so far. */
  readonly filled: number
  readonly suggestion: Suggestion
}

/** How a file is read. What the operator does not say is found out. */
export const formatOptions = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().max(200).optional(),
  layout: z.object({ headerLine: z.number().int().min(1).nullable(), fromLine: z.number().int().min(1) }).optional(),
})
export type FormatOptions = z.input<typeof formatOptions>

export type ReadFormat = {
  readonly encoding: Encoding | StructuredKind
  readonly delimiter: string
  readonly sheet: string | null
  /** Lines from 1; `headerLine` null where the table has no header. */
  readonly layout: { readonly headerLine: number | null; readonly fromLine: number }
}

/** What was done by hand to a file that is open, kept beside where it is: all of it is about the content of this hash. */
export const fileEdits = z.object({
  sha256: z.string().max(64),
  format: formatOptions,
  mapping,
  /** Columns whose target was chosen. */
  chosen: z.array(z.number().int().min(0).max(999)).max(1000).readonly(),
  settings: importSettings,
  listName: z.string().max(1000),
  /** What was chosen for the last file with this header is in it. */
  remembered: z.boolean(),
  /** Where it was to go. This and what follows is missing in what versions before noted. */
  into: z
    .union([z.object({ kind: z.literal('new') }), z.object({ kind: z.literal('existing'), listId: listId.nullable() })])
    .optional(),
  merge: mergeRule.optional(),
  joins: z.boolean().optional(),
})
export type FileEdits = z.output<typeof fileEdits>

/** The beginning of a file as another format would read it. */
export type FormatPeek = {
  readonly format: ReadFormat
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A mapping remembered for files with the very same header. */
export type ImportTemplate = {
  readonly id: string
  readonly name: string
  /** Offered in every workspace, not only the one it was made in. */
  readonly forAll: boolean
  readonly mapping: Mapping
  readonly settings: ImportSettings
  readonly usedAt: string
}

/** What the operator chose for the last file with this header. */
export type RememberedMapping = {
  readonly mapping: Mapping
  /** Columns whose target was chosen; the others are recognised anew. */
  readonly chosen: readonly number[]
  readonly settings: RememberedSettings
  readonly usedAt: string
}

/** A file that was opened and read, not yet a list. */
export type ImportDraft = {
  readonly importId: string
  readonly workspaceId: WorkspaceId
  readonly fileName: string
  /** Of its content: the very same file opened once more is known by it. */
  readonly sha256: string
  readonly sizeBytes: number
  readonly encoding: string
  readonly delimiter: string
  readonly rowCount: number
  readonly columns: readonly ImportColumn[]
  /** Rows with fewer or more cells than the header, or text after a closing quote: kept, filled up or cut, and told. */
  readonly raggedRows: number
  /** The same by what is odd about them, with the numbers of the first. */
  readonly ragged: readonly {
    readonly kind: 'row_too_short' | 'row_too_long' | 'text_after_quote'
    readonly rows: number
    readonly first: readonly number[]
  }[]
  /** Lists of this workspace that already hold this very file (same hash). */
  readonly importedBefore: readonly { readonly listId: ListId; readonly name: string; readonly at: string }[]
  readonly suggestedListName: string
  readonly format: ReadFormat
  /** Sheets of a workbook that can be chosen; none in a text file. */
  readonly sheets: readonly string[]
  /** Those of people who get no mail, by their names, but for the one that is read: whoever is on them is left out. */
  readonly noSheets: readonly string[]
  /** Which tool the file comes from; null for one nobody described. */
  readonly source: RecognisedSource | null
  readonly quirks: readonly Quirk[]
  /** Remembered mappings for this header, the last used first. */
  readonly templates: readonly ImportTemplate[]
  /** What was chosen for the last file with this header; null for nothing. */
  readonly remembered: RememberedMapping | null
  /** The business stood in for the first name in the last file of this kind. */
  readonly businessAsFirstName: boolean
  /** What a title, the name of the sheet or that of the file says of people who get no mail; null for nothing. */
  readonly aboutNo: string | null
  /** The list this file seems to be a newer version of; null for none. */
  readonly knownList: KnownList | null
}

export type KnownList = {
  readonly listId: ListId
  readonly name: string
  /** `pull`: the same question was saved into it before. */
  readonly why: 'pull' | 'name' | 'header'
}

/** What one row becomes, as the mapping stands. */
export type LeadPreview = {
  readonly rowNumber: number
  readonly gate: Gate
  readonly email: string | null
  readonly otherEmails: readonly string[]
  readonly fields: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string | number | boolean>>
  /** The column the address was taken from; -1 where there is none. */
  readonly emailColumn: number
  /** The row as it stands in the file. */
  readonly cells: readonly string[]
  /** The lead of the person the row also has; null for none. */
  readonly person: {
    readonly gate: Gate
    readonly email: string
    readonly fields: Readonly<Record<string, string>>
    readonly variables: Readonly<Record<string, string | number | boolean>>
    /** What it does not get of the row: texts written for the business. */
    readonly textsLeftOut: readonly string[]
  } | null
}

export type { ImportSettings }

/** Counts over the whole file: `rowCount + derived` is always the sum of the gates. */
export type ImportCheck = GateTally & {
  /** What was looked at beside the file and the list, and how old it is. */
  readonly lookedAt: readonly LookedAt[]
  readonly asked: readonly AskedWord[]
}

/** What becomes of the rows and derived leads of a newer file; the sum of all is `rowCount + derived`. */
export type MergeCounts = {
  /** New leads, ready. */
  readonly added: number
  /** Leads of the list that get other values, or are no longer held back. */
  readonly changed: number
  /** Leads of the list that were ready and are held back now: the newer file says so. */
  readonly nowHeld: number
  readonly same: number
  /** Rows that stay behind: new leads that are held, or rows that change nothing. */
  readonly held: number
  /** Ready rows whose address the list does not have, where nothing is to be added. */
  readonly leftOut: number
}

export type MergeSample = {
  readonly leadId: LeadId
  readonly rowNumber: number
  readonly email: string
  /** Null where it stays. */
  readonly gate: { readonly before: Gate; readonly after: Gate } | null
  readonly changes: readonly ValueChange[]
}

/** What saving a newer file into a list would do, row by row. */
export type MergePreview = MergeCounts & {
  readonly asked: readonly AskedWord[]
  readonly rowCount: number
  readonly derived: number
  /** Of all `held` rows. */
  readonly heldAt: GateCounts
  /** The first leads that change or are held back now. */
  readonly samples: readonly MergeSample[]
  /** The first rows of each kind. */
  readonly rowsAt: Readonly<Partial<Record<'added' | 'same' | 'leftOut' | Gate, readonly number[]>>>
}

export const imports = {
  'imports.open': command<ImportDraft>({ touches: [] })(
    z.object({ workspaceId, path: z.string().min(1).max(4096), format: formatOptions.optional() }),
  ),
  /** The beginning of a file that may not be open yet, read as wished; nothing is kept of it. */
  'imports.peek': query<FormatPeek>({ reads: [] })(
    z.object({
      from: z.union([z.object({ importId }), z.object({ path: z.string().min(1).max(4096) })]),
      format: formatOptions,
      /** The line to show the rows around; the first rows otherwise. */
      nearLine: z.number().int().min(1).optional(),
    }),
  ),
  /** Reads an opened file again, as wished. The draft keeps its id. */
  'imports.reread': command<ImportDraft>({ touches: [] })(z.object({ importId, format: formatOptions })),
  /** Opens the lead file that comes with the app. */
  'imports.openSample': command<ImportDraft>({ touches: [] })(z.object({ workspaceId })),
  'imports.paste': command<ImportDraft>({ touches: [] })(
    z.object({ workspaceId, text: z.string().min(1).max(20_000_000) }),
  ),
  /** Opens the system's dialog; the files chosen, none when cancelled. */
  'imports.choose': command<readonly string[]>({ touches: [] })(z.object({ workspaceId })),
  'imports.preview': query<readonly LeadPreview[]>({ reads: ['lists', 'blocklist', 'lead_mirror', 'opt_outs'] })(
    z.object({
      importId,
      mapping,
      settings: importSettings,
      fromRow: z.number().int().min(1).default(1),
      count: z.number().int().min(1).max(50).default(5),
      /** These rows instead, in rising order. */
      rowNumbers: z.array(z.number().int().min(1)).max(50).optional(),
    }),
  ),
  /** Counts every gate over the whole file as the mapping stands. A newer check of the same draft cancels an older. */
  'imports.check': query<ImportCheck>({ reads: ['lists', 'blocklist', 'lead_mirror', 'opt_outs'] })(
    z.object({ importId, mapping, settings: importSettings, listId: listId.nullable() }),
  ),
  /** What saving into a list would add, change and leave. A newer question about the same draft cancels an older. */
  'imports.compare': query<MergePreview>({ reads: ['lists', 'blocklist', 'lead_mirror', 'opt_outs'] })(
    z.object({ importId, mapping, settings: importSettings, listId, merge: mergeRule }),
  ),
  /** Saves the rows as a list, or into one: without `merge` they are only added. All or nothing. */
  'imports.save': command<SavedImport>({ touches: ['lists', 'exports'] })(
    z.object({
      importId,
      mapping,
      settings: importSettings,
      into: z.union([
        z.object({ listId, merge: mergeRule.optional() }),
        z.object({ name: z.string().trim().min(1).max(120) }),
      ]),
      /** Columns whose target was chosen: remembered for the next file with this header. */
      remember: z.array(z.number().int().min(0).max(999)).max(1000).optional(),
    }),
  ),
  /** Puts back the mapping that was remembered before. */
  'imports.forgetMapping': command<null>({ touches: ['settings'] })(z.object({ workspaceId, id: z.string().max(64) })),
  /** Remembers a mapping for the header of an opened file; one of the same name there is replaced. */
  'imports.saveTemplate': command<ImportTemplate>({ touches: ['settings'] })(
    z.object({
      importId,
      mapping,
      settings: importSettings,
      name: z.string().trim().min(1).max(80),
      forAll: z.boolean(),
    }),
  ),
  'imports.templates': query<readonly ImportTemplate[]>({ reads: ['settings'] })(z.object({ workspaceId })),
  'imports.renameTemplate': command<null>({ touches: ['settings'] })(
    z.object({ id: z.string().max(64), name: z.string().trim().min(1).max(80) }),
  ),
  'imports.deleteTemplate': command<null>({ touches: ['settings'] })(z.object({ id: z.string().max(64) })),
  'imports.cancel': command<null>({ touches: [] })(z.object({ importId })),
}
