import { z } from 'zod'
import type { Gate, GateCounts } from '../domain/gates.ts'
import { type Mapping, mapping, type Suggestion } from '../domain/mapping.ts'
import { type LeadId, type ListId, leadId, listId, type WorkspaceId, workspaceId } from '../ids.ts'
import { type Page, pageInput } from './page.ts'
import { command, query } from './route.ts'

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

/** A file that was opened and read, not yet a list. */
export type ImportDraft = {
  readonly importId: string
  readonly workspaceId: WorkspaceId
  readonly fileName: string
  readonly sizeBytes: number
  readonly encoding: string
  readonly delimiter: string
  readonly rowCount: number
  readonly columns: readonly ImportColumn[]
  /** Rows with fewer or more cells than the header: kept, filled up or cut, and told. */
  readonly raggedRows: number
  /** Lists of this workspace that already hold this very file (same hash). */
  readonly importedBefore: readonly { readonly listId: ListId; readonly name: string; readonly at: string }[]
  readonly suggestedListName: string
}

/** What one row becomes, as the mapping stands. */
export type LeadPreview = {
  readonly rowNumber: number
  readonly gate: Gate
  readonly email: string | null
  readonly otherEmails: readonly string[]
  readonly fields: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string | number | boolean>>
}

export type ImportSettings = {
  /** Hold back rows whose file says they are not verified (not only those it calls not found). */
  readonly holdUnverified: boolean
}
const importSettings = z.object({ holdUnverified: z.boolean() })

export type ImportCheck = {
  readonly gates: GateCounts
  readonly rowCount: number
  /** Ready rows of whose address the file does not say whether it was verified: they pass, and bounce more often. */
  readonly unknownVerification: number
}

export type LeadList = {
  readonly id: ListId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly createdAt: string
  readonly archived: boolean
  readonly rowCount: number
  readonly gates: GateCounts
  readonly sources: readonly { readonly fileName: string; readonly importedAt: string; readonly rowCount: number }[]
  readonly exportCount: number
}

export type LeadRow = {
  readonly id: LeadId
  /** Position in the list, from 1. */
  readonly position: number
  /** Row in the file, the first after the header being 1. */
  readonly rowNumber: number
  readonly gate: Gate
  readonly email: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly companyName: string | null
  readonly jobTitle: string | null
}

export type LeadDetail = LeadRow & {
  readonly otherEmails: readonly string[]
  readonly fields: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string | number | boolean>>
  /** Every original column with its cell, in the order of the file. */
  readonly original: readonly { readonly header: string; readonly cell: string }[]
  readonly source: {
    readonly fileName: string
    readonly sha256: string
    readonly rowNumber: number
    readonly importedAt: string
  }
  readonly exports: readonly {
    readonly exportId: number
    readonly campaignName: string
    readonly fate: string
    readonly at: string
  }[]
}

export const lists = {
  'imports.open': command<ImportDraft>({ touches: [] })(z.object({ workspaceId, path: z.string().min(1).max(4096) })),
  'imports.paste': command<ImportDraft>({ touches: [] })(
    z.object({ workspaceId, text: z.string().min(1).max(20_000_000) }),
  ),
  /** Opens the system's dialog; null when cancelled. */
  'imports.choose': command<ImportDraft | null>({ touches: [] })(z.object({ workspaceId })),
  'imports.preview': query<readonly LeadPreview[]>()(
    z.object({
      importId,
      mapping,
      settings: importSettings,
      fromRow: z.number().int().min(1).default(1),
      count: z.number().int().min(1).max(50).default(5),
    }),
  ),
  /** Counts every gate over the whole file as the mapping stands. A newer check of the same draft cancels an older. */
  'imports.check': query<ImportCheck>()(
    z.object({ importId, mapping, settings: importSettings, listId: listId.nullable() }),
  ),
  /** Saves the rows as a list (or adds them to one). All or nothing. */
  'imports.save': command<LeadList>({ touches: ['lists'] })(
    z.object({
      importId,
      mapping,
      settings: importSettings,
      into: z.union([z.object({ listId }), z.object({ name: z.string().trim().min(1).max(120) })]),
    }),
  ),
  'imports.cancel': command<null>({ touches: [] })(z.object({ importId })),
  'lists.all': query<readonly LeadList[]>()(z.object({ workspaceId, archived: z.boolean().default(false) })),
  'lists.get': query<LeadList>()(z.object({ listId })),
  'lists.rename': command<LeadList>({ touches: ['lists'] })(
    z.object({ listId, name: z.string().trim().min(1).max(120) }),
  ),
  /** Out of sight, never deleted; `archived: false` brings it back. */
  'lists.archive': command<LeadList>({ touches: ['lists'] })(z.object({ listId, archived: z.boolean() })),
  'lists.leads': query<Page<LeadRow>>()(
    z.object({
      listId,
      gate: z.union([z.literal('ready'), z.literal('held'), z.literal('all')]).default('all'),
      search: z.string().max(200).default(''),
      sort: z.enum(['position', 'email', 'last_name', 'company_name']).default('position'),
      descending: z.boolean().default(false),
      page: pageInput,
    }),
  ),
  'lists.lead': query<LeadDetail>()(z.object({ leadId })),
}

export type { Mapping }
