import { z } from 'zod'
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

/** A saved list, and for rows that went into one that was there already the step that takes them back. */
export type SavedImport = LeadList & {
  readonly step?: { readonly actionId: number; readonly counts: MergeCounts | null }
  /** The mapping was remembered anew; by this it is forgotten again. */
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
  /** Leads its exports brought to Instantly and no undo removed; one that went there by two of them counts twice. */
  readonly exported: number
  /** The last file that went into the list when it was there already, with the step that takes it back. */
  readonly lastFile: { readonly actionId: number; readonly fileName: string } | null
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

export type OriginalCell = { readonly header: string; readonly cell: string }

export type LeadDetail = LeadRow & {
  readonly otherEmails: readonly string[]
  readonly fields: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string | number | boolean>>
  /** Every original column with its cell, in the order of the file it came with. */
  readonly original: readonly OriginalCell[]
  /** Its rows in further files of the list, the last first, as they stood there; `changed` where one gave it values. */
  readonly furtherRows: readonly {
    readonly fileName: string
    readonly rowNumber: number
    readonly importedAt: string
    readonly changed: boolean
    readonly original: readonly OriginalCell[]
  }[]
  /** Where one row became two leads, the other one: the business of a person, or the person of a business. */
  readonly linked: { readonly id: LeadId; readonly email: string | null; readonly role: 'business' | 'person' } | null
  readonly source: {
    readonly fileName: string
    readonly sha256: string
    readonly rowNumber: number
    readonly importedAt: string
  }
  /** Newer files that changed it, the last first. */
  readonly updates: readonly { readonly fileName: string; readonly rowNumber: number; readonly importedAt: string }[]
  readonly exports: readonly {
    readonly exportId: number
    readonly target: TargetKind
    readonly campaignName: string
    readonly outcome: string
    readonly at: string
  }[]
  /** Consent or another lawful basis, as the file has it: kept here, not sent. Null where no column tells. */
  readonly consent: { readonly given: string; readonly source: string; readonly date: string } | null
  /** What Instantly's verification said of the address, and when; null where it was not asked. */
  readonly check: { readonly verdict: Verdict; readonly at: string } | null
  /** For the screen alone: campaigns of other clients with this address, by an export or (null) by what Instantly has. */
  readonly otherClients: readonly {
    readonly exportId: number | null
    readonly workspaceName: string
    readonly campaignName: string
    readonly at: string
  }[]
}

export type TagId = number

/** The most a lead did in all campaigns of its client, and when it last did any of it; null where nobody told the time. */
export type LeadEngagement = { readonly what: 'opened' | 'clicked' | 'replied'; readonly at: string | null }

/** A lead as the table shows it. */
export type ListedLead = LeadRow & {
  readonly fileName: string
  readonly tags: readonly TagId[]
  readonly engagement: LeadEngagement | null
  /** An export of ours brought it to Instantly and was not undone. */
  readonly exported: boolean
  /** Of the further columns asked for, in their order. */
  readonly values: readonly string[]
}

/** What a list's table can show, and what is known to sort and filter it by. */
export type ListColumns = {
  /** Keys of all further columns there are: fields and variables with something in them, columns of the files. */
  readonly others: readonly string[]
  /** Ids of the columns shown, in their order; built-in ones and keys of others. */
  readonly shown: readonly string[]
  readonly sources: readonly { readonly importId: number; readonly fileName: string; readonly rowCount: number }[]
}

export type Tag = { readonly id: TagId; readonly name: string; readonly leads: number }

/** Something that was done to leads of a list, the last first. */
export type ListHistoryStep = {
  readonly actionId: number
  readonly kind: 'edit' | 'remove' | 'import' | 'verify' | 'tag' | 'untag' | 'move' | 'copy' | 'purge' | 'split'
  readonly count: number
  readonly at: string
  readonly undone: boolean
  /** Something ended it halfway: it can be finished or taken back. */
  readonly unfinished: boolean
  readonly tag: string | null
  readonly target: string | null
  /** Of a split, its experiment. */
  readonly experiment: string | null
}

/** One page of a list's leads. */
export type LeadPage = Page<ListedLead> & {
  /** False while rows are in the list's own order because the column asked for is still being prepared. */
  readonly sorted: boolean
  /** False while rows are still being looked for: `total` grows then, and `data.changed` tells. */
  readonly complete: boolean
  /** Share done of the index of a big list being made; sorting and searching are slower until then. */
  readonly making: number | null
}

const tagId = z.number().int().positive()
const tagName = z.string().trim().min(1).max(40)
const actionId = z.number().int().positive()

/** Which leads of a list: at a gate (`held`: at any but `ready`), with a text in what the table shows. */
const leadFilter = {
  gate: z.enum(['all', 'held', ...(Object.keys(gateCodes) as [Gate, ...Gate[]])]).default('all'),
  search: z.string().max(200).default(''),
  /** The file they came with. */
  importId: z.number().int().positive().nullable().default(null),
  tagId: tagId.nullable().default(null),
  where: z.array(columnFilter).max(5).default([]),
}

/** Some leads of a list by their ids, or all a filter finds, over all pages. */
export const leadChoice = z.union([
  z.object({ leadIds: z.array(leadId).min(1).max(100_000) }),
  z.object({ all: z.object(leadFilter) }),
])
export type LeadChoice = z.output<typeof leadChoice>
export type LeadFilter = { readonly [K in keyof typeof leadFilter]: z.output<(typeof leadFilter)[K]> }

/** Another value for a field or a variable; an empty one takes it away. */
const leadEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), name: z.enum(leadFields), value: z.string().max(20_000) }),
  z.object({ kind: z.literal('variable'), name: variableName, value: z.string().max(20_000) }),
])
export type LeadEdit = z.output<typeof leadEdit>

/** A whole list that was put away, or what was taken out of one. */
const purgeWhat = z.enum(['list', 'removed'])
export type PurgeWhat = z.output<typeof purgeWhat>

/** What removing for good takes, and what stays. */
export type PurgeLook = {
  readonly name: string
  readonly leads: number
  /** Of these, ledgers go on showing address, name and company: exports reached over them. */
  readonly inLedgers: number
  readonly exports: number
  readonly files: number
}
export type Purged = { readonly leads: number }

/** What was done, by the id that takes it back. */
export type ListStep = { readonly actionId: number; readonly count: number }

/** What the checks say of a lead that is being added by hand. */
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
  'lists.rename': command<LeadList>({ touches: ['lists'] })(
    z.object({ listId, name: z.string().trim().min(1).max(120) }),
  ),
  /** Out of sight, never deleted; `archived: false` brings it back. */
  'lists.archive': command<LeadList>({ touches: ['lists'] })(z.object({ listId, archived: z.boolean() })),
  'lists.leads': query<LeadPage>({ reads: ['lists', 'exports', 'events', 'lead_mirror'] })(
    z.object({
      listId,
      ...leadFilter,
      sort: z
        .union([z.enum(['position', 'email', 'last_name', 'company_name', 'job_title', 'engagement']), otherColumnKey])
        .default('position'),
      descending: z.boolean().default(false),
      /** Further columns to read. */
      columns: z.array(otherColumnKey).max(40).default([]),
      page: pageInput,
    }),
  ),
  /** Takes leads out of their list. What exports sent of them stays on record. */
  'lists.removeLeads': command<ListStep>({ touches: ['lists', 'exports'] })(z.object({ listId, choice: leadChoice })),
  /** A corrected address goes through the gates again; where an export reached over the lead it gets a new row. */
  'lists.editLead': command<ListStep & { readonly leadId: LeadId }>({ touches: ['lists'] })(
    z.object({ leadId, change: leadEdit }),
  ),
  /** What the checks say of a lead before it is added by hand. */
  'lists.checkLead': query<LeadCheck>({ reads: gateTopics })(newLead),
  /** Adds a lead by hand, checked like a row of a file; taken back by its step. Throws INVALID_INPUT for an address the list has. */
  'lists.addLead': command<SavedImport & { readonly leadId: LeadId }>({ touches: ['lists', 'exports'] })(newLead),
  'lists.columns': query<ListColumns>({ reads: ['lists', 'settings'] })(z.object({ listId })),
  /** Remembers which columns the table of a list shows. */
  'lists.showColumns': command<null>({ touches: ['settings'] })(
    z.object({
      listId,
      shown: z
        .array(z.union([z.enum(builtInColumns), otherColumnKey]))
        .min(1)
        .max(40),
    }),
  ),
  /** All tags of a client; `leads` counts those of one list. */
  'lists.tags': query<readonly Tag[]>({ reads: ['lists'] })(z.object({ listId })),
  /** Gives leads a tag, a new one by its name. */
  'lists.tag': command<ListStep>({ touches: ['lists'] })(z.object({ listId, choice: leadChoice, name: tagName })),
  'lists.untag': command<ListStep>({ touches: ['lists'] })(z.object({ listId, choice: leadChoice, tagId })),
  /** Puts leads at the end of another list of the same client; moving takes them out of this one. `targetListId`: where they are now. */
  'lists.transfer': command<ListStep & { readonly targetListId: ListId }>({ touches: ['lists', 'exports'] })(
    z.object({
      listId,
      choice: leadChoice,
      kind: z.enum(['move', 'copy']),
      into: z.union([z.object({ listId }), z.object({ name: z.string().trim().min(1).max(120) })]),
    }),
  ),
  /** What was done to leads of a list, the last first. */
  'lists.history': query<readonly ListHistoryStep[]>({ reads: ['lists', 'experiments'] })(z.object({ listId })),
  /** Goes on with a step that something ended halfway. */
  'lists.finish': command<ListStep>({ touches: ['lists', 'exports'] })(z.object({ actionId })),
  /** What removing for good would take, before it is asked for. */
  'lists.purgeLook': query<PurgeLook>({ reads: ['lists', 'exports'] })(z.object({ listId, what: purgeWhat })),
  /** Final: a list that was put away goes, or what was taken out of one. `typed` is the list's name. */
  'lists.purge': command<Purged>({ touches: ['lists', 'exports'] })(
    z.object({ listId, what: purgeWhat, typed: z.string().max(200) }),
  ),
  /** Takes a step back; of an import into a list, `kept` leads stay as they are: they changed again since. */
  'lists.undo': command<{ readonly count: number; readonly kept?: number }>({ touches: ['lists', 'exports'] })(
    z.object({ actionId: z.number().int().min(1) }),
  ),
  /**
   * Asks where, then writes a CSV: `safe` for spreadsheets, or verbatim; `columns` as the table has them, or null for
   * all. Null when cancelled or stopped.
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
  /** Stops what is being saved of a list; nothing is left of the file. */
  'lists.stopCsv': command<null>({ touches: [] })(z.object({ listId })),
  /** Makes a list's file for being dragged out of the window; it is removed at quit. */
  'lists.dragFile': command<{ readonly path: string; readonly rows: number }>({ touches: [] })(z.object({ listId })),
  'lists.lead': query<LeadDetail>({
    reads: ['workspaces', 'lists', 'exports', 'verification', 'campaigns', 'lead_mirror'],
  })(z.object({ leadId })),
}

export type { Mapping }
