import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
import { type Gate, type GateCounts, gateCodes } from '../../domain/leads/import/gates.ts'
import { builtInColumns, columnFilter, otherColumnKey } from '../../domain/leads/import/list-columns.ts'
import { leadFields, type Mapping, variableName } from '../../domain/leads/import/mapping.ts'
import { type LeadId, type ListId, leadId, listId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import type { TargetKind } from '../exports/exports.ts'
import { command, query } from '../route.ts'
import { gateTopics } from './gate-topics.ts'
import type { MergeCounts } from './imports.ts'
import type { Verdict } from './verification.ts'

/** A saved list and, if the rows were added to an existing list, the action that can be undone. */
export type SavedImport = LeadList & {
  readonly step?: { readonly actionId: number; readonly counts: MergeCounts | null }
  /** Id with which the newly remembered mapping can be forgotten again. */
  readonly remembered?: string
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
  /** Leads its exports added to Instantly that were not removed by an undo. A lead added by two exports counts twice. */
  readonly exported: number
  /** The last file imported into the existing list, with the action that can be undone. */
  readonly lastFile: { readonly actionId: number; readonly fileName: string } | null
}

export type LeadRow = {
  readonly id: LeadId
  /** Position in the list, from 1. */
  readonly position: number
  /** Row number in the file; the first row after the header is 1. */
  readonly rowNumber: number
  readonly gate: Gate
  readonly email: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly companyName: string | null
  readonly jobTitle: string | null
}

export type OriginalCell = { readonly header: string; readonly cell: string }

export type LeadDetail = LeadRow & {
  readonly otherEmails: readonly string[]
  readonly fields: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string | number | boolean>>
  /** Every original column with its cell, in file order. */
  readonly original: readonly OriginalCell[]
  /** Its rows in later files of the list, newest first, as they were there; `changed` if the file changed values. */
  readonly furtherRows: readonly {
    readonly fileName: string
    readonly rowNumber: number
    readonly importedAt: string
    readonly changed: boolean
    readonly original: readonly OriginalCell[]
  }[]
  /** If one row became two leads, the other lead: the business of a person, or the person of a business. */
  readonly linked: { readonly id: LeadId; readonly email: string | null; readonly role: 'business' | 'person' } | null
  readonly source: {
    readonly fileName: string
    readonly sha256: string
    readonly rowNumber: number
    readonly importedAt: string
  }
  /** Later files that changed the lead, newest first. */
  readonly updates: readonly { readonly fileName: string; readonly rowNumber: number; readonly importedAt: string }[]
  readonly exports: readonly {
    readonly exportId: number
    readonly target: TargetKind
    readonly campaignName: string
    readonly outcome: string
    readonly at: string
  }[]
  /** Consent or another lawful basis, as given in the file; stored here, not sent. Null if no column has it. */
  readonly consent: { readonly given: string; readonly source: string; readonly date: string } | null
  /** The result and time of Instantly's verification of the address; null if it was not verified. */
  readonly check: { readonly verdict: Verdict; readonly at: string } | null
  /** Campaigns of other clients with this address, known from an export or (null) Instantly. For display only. */
  readonly otherClients: readonly {
    readonly exportId: number | null
    readonly workspaceName: string
    readonly campaignName: string
    readonly at: string
  }[]
}

export type TagId = number

/** The strongest engagement of a lead over all campaigns of its client, and its latest time; null if not known. */
export type LeadEngagement = { readonly what: 'opened' | 'clicked' | 'replied'; readonly at: string | null }

/** A lead as a table row. */
export type ListedLead = LeadRow & {
  readonly fileName: string
  readonly tags: readonly TagId[]
  readonly engagement: LeadEngagement | null
  /** Whether it is ready, and an export of Sendoff brought it to Instantly and was not undone. */
  readonly exported: boolean
  /** Values of the requested additional columns, in order. */
  readonly values: readonly string[]
}

/** What a list's table can show, and the values it can be sorted and filtered by. */
export type ListColumns = {
  /** Keys of all additional columns: fields and variables that have a value, and columns of the files. */
  readonly others: readonly string[]
  /** Ids of the columns shown, in order: built-in ones and keys from `others`. */
  readonly shown: readonly string[]
  readonly sources: readonly { readonly importId: number; readonly fileName: string; readonly rowCount: number }[]
}

export type Tag = { readonly id: TagId; readonly name: string; readonly leads: number }

/** An action on leads of a list. Listed newest first. */
export type ListHistoryStep = {
  readonly actionId: number
  readonly kind: 'edit' | 'remove' | 'import' | 'verify' | 'tag' | 'untag' | 'move' | 'copy' | 'purge' | 'split'
  readonly count: number
  readonly at: string
  readonly undone: boolean
  /** Whether the action was interrupted; it can then be finished or undone. */
  readonly unfinished: boolean
  readonly tag: string | null
  readonly target: string | null
  /** For a split, the name of its experiment. */
  readonly experiment: string | null
}

/** One page of a list's leads. */
export type LeadPage = Page<ListedLead> & {
  /** False while rows are in list order because the index for the requested column is still being prepared. */
  readonly sorted: boolean
  /** False while the search is still running: `total` then grows, and `data.changed` reports it. */
  readonly complete: boolean
  /** Fraction of a large list's index built; sorting and searching are slower until then. Null if not being built. */
  readonly making: number | null
}

const tagId = z.number().int().positive()
const tagName = typedName(40)
const actionId = z.number().int().positive()

/** Selects leads of a list: by gate (`held`: any gate but `ready`), or by a text in the values the table shows. */
const leadFilter = {
  gate: z.enum(['all', 'held', ...(Object.keys(gateCodes) as [Gate, ...Gate[]])]).default('all'),
  search: z.string().max(200).default(''),
  /** The file the leads came from. */
  importId: z.number().int().positive().nullable().default(null),
  tagId: tagId.nullable().default(null),
  where: z.array(columnFilter).max(5).default([]),
}

/** Leads of a list given by their ids, or all leads a filter matches, over all pages. */
export const leadChoice = z.union([
  z.object({ leadIds: z.array(leadId).min(1).max(100_000) }),
  z.object({ all: z.object(leadFilter) }),
])
export type LeadChoice = z.output<typeof leadChoice>
export type LeadFilter = { readonly [K in keyof typeof leadFilter]: z.output<(typeof leadFilter)[K]> }

/** A new value for a field or a variable; an empty value removes it. */
const leadEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), name: z.enum(leadFields), value: z.string().max(20_000) }),
  z.object({ kind: z.literal('variable'), name: variableName, value: z.string().max(20_000) }),
])
export type LeadEdit = z.output<typeof leadEdit>

/** Either a whole archived list, or the leads that were removed from a list. */
const purgeWhat = z.enum(['list', 'removed'])
export type PurgeWhat = z.output<typeof purgeWhat>

/** What a permanent removal deletes and what it keeps. */
export type PurgePreview = {
  readonly name: string
  readonly leads: number
  /** Leads, out of these, whose address, name and company stay in export reports because exports reached them. */
  readonly inLedgers: number
  readonly exports: number
  readonly files: number
}
export type Purged = { readonly leads: number }

/** A finished action, with the id that undoes it. */
export type ListStep = { readonly actionId: number; readonly count: number }

/** The result of the checks for a lead being added by hand. */
export type LeadCheck = { readonly gate: Gate; readonly email: string | null }

const newLead = z.object({
  listId,
  fields: z.partialRecord(z.enum(leadFields), z.string().max(20_000)),
  variables: z
    .record(variableName, z.string().max(20_000))
    .refine((variables) => Object.keys(variables).length <= 200, 'too many variables'),
})

export const lists = {
  'lists.all': query<readonly LeadList[]>({ reads: ['lists', 'exports'] })(
    z.object({ workspaceId, archived: z.boolean().default(false) }),
  ),
  'lists.get': query<LeadList>({ reads: ['lists', 'exports'] })(z.object({ listId })),
  'lists.rename': command<LeadList>({ touches: ['lists'] })(z.object({ listId, name: typedName(120) })),
  /** Hides the list without deleting it; `archived: false` shows it again. */
  'lists.archive': command<LeadList>({ touches: ['lists'] })(z.object({ listId, archived: z.boolean() })),
  'lists.leads': query<LeadPage>({ reads: ['lists', 'exports', 'events', 'lead_mirror'] })(
    z.object({
      listId,
      ...leadFilter,
      sort: z
        .union([z.enum(['position', 'email', 'last_name', 'company_name', 'job_title', 'engagement']), otherColumnKey])
        .default('position'),
      descending: z.boolean().default(false),
      /** Additional columns to read. */
      columns: z.array(otherColumnKey).max(40).default([]),
      page: pageInput,
    }),
  ),
  /** Removes leads from their list. Records of what exports sent to them stay. */
  'lists.removeLeads': command<ListStep>({ touches: ['lists', 'exports'] })(z.object({ listId, choice: leadChoice })),
  /** Changes a lead's value. A new address goes through the gates again, in a new row if an export reached the lead. */
  'lists.editLead': command<ListStep & { readonly leadId: LeadId }>({ touches: ['lists'] })(
    z.object({ leadId, change: leadEdit }),
  ),
  /** Returns the result of the checks for a lead before it is added by hand. */
  'lists.checkLead': query<LeadCheck>({ reads: gateTopics })(newLead),
  /** Adds a lead by hand, checked like a file's row; can be undone. Throws INVALID_INPUT if the address is there. */
  'lists.addLead': command<SavedImport & { readonly leadId: LeadId }>({ touches: ['lists', 'exports'] })(newLead),
  'lists.columns': query<ListColumns>({ reads: ['lists', 'settings'] })(z.object({ listId })),
  /** Remembers which columns a list's table shows. */
  'lists.showColumns': command({ touches: ['settings'] })(
    z.object({
      listId,
      shown: z
        .array(z.union([z.enum(builtInColumns), otherColumnKey]))
        .min(1)
        .max(40),
    }),
  ),
  /** Returns all tags of a client; `leads` counts those of one list. */
  'lists.tags': query<readonly Tag[]>({ reads: ['lists'] })(z.object({ listId })),
  /** Tags leads; creates the tag if there is none of that name. */
  'lists.tag': command<ListStep>({ touches: ['lists'] })(z.object({ listId, choice: leadChoice, name: tagName })),
  'lists.untag': command<ListStep>({ touches: ['lists'] })(z.object({ listId, choice: leadChoice, tagId })),
  /**
   * Adds leads to the end of another list of the same client; moving also removes them from this one. `targetListId`:
   * the list they are in now.
   */
  'lists.transfer': command<ListStep & { readonly targetListId: ListId }>({ touches: ['lists', 'exports'] })(
    z.object({
      listId,
      choice: leadChoice,
      kind: z.enum(['move', 'copy']),
      into: z.union([z.object({ listId }), z.object({ name: typedName(120) })]),
    }),
  ),
  /** Returns the actions on leads of a list, newest first. */
  'lists.history': query<readonly ListHistoryStep[]>({ reads: ['lists', 'experiments'] })(z.object({ listId })),
  /** Finishes an action that was interrupted. */
  'lists.finish': command<ListStep>({ touches: ['lists', 'exports'] })(z.object({ actionId })),
  /** Returns what a permanent removal would delete, before it is confirmed. */
  'lists.purgeLook': query<PurgePreview>({ reads: ['lists', 'exports'] })(z.object({ listId, what: purgeWhat })),
  /** Permanently deletes an archived list, or the leads removed from a list. `typed` is the list's name. */
  'lists.purge': command<Purged>({ touches: ['lists', 'exports'] })(
    z.object({ listId, what: purgeWhat, typed: z.string().max(200) }),
  ),
  /** Undoes an action. Of an import into a list, `kept` leads are not reverted because they have changed since. */
  'lists.undo': command<{ readonly count: number; readonly kept?: number }>({ touches: ['lists', 'exports'] })(
    z.object({ actionId: z.number().int().min(1) }),
  ),
  /**
   * Asks for a file and writes a CSV: `safe` for spreadsheets, or verbatim; `columns` as in the table, or null for all.
   * Returns null if cancelled or stopped.
   */
  'lists.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    z.object({
      listId,
      choice: leadChoice,
      safe: z.boolean().default(true),
      columns: z
        .array(z.union([z.enum(builtInColumns), otherColumnKey]))
        .min(1)
        .max(40)
        .nullable()
        .default(null),
    }),
  ),
  /** Stops saving a list as CSV and removes the incomplete file. */
  'lists.stopCsv': command({ touches: [] })(z.object({ listId })),
  /** Creates a list's file for dragging it out of the window; the file is removed when the app quits. */
  'lists.dragFile': command<{ readonly path: string; readonly rows: number }>({ touches: [] })(z.object({ listId })),
  'lists.lead': query<LeadDetail>({
    reads: ['workspaces', 'lists', 'exports', 'verification', 'campaigns', 'lead_mirror'],
  })(z.object({ leadId })),
}

export type { Mapping }
