import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
import { filterOps } from '../../domain/leads/import/table-filter.ts'
import { type ListId, type SupabaseSourceId, supabaseSourceId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { ImportDraft } from './imports.ts'

/**
 * The kind of credential a source is accessed with. `publishable` and `anon` see what row level security allows;
 * `secret`, `service_role` and a database password see everything.
 */
export type SupabaseKeyKind = 'publishable' | 'secret' | 'anon' | 'service_role' | 'password' | 'unknown'

export type SupabaseSource = {
  readonly id: SupabaseSourceId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly kind: 'project' | 'database'
  /** The address for display: the project's address, or host and database. Never a key or a password. */
  readonly address: string
  readonly keyKind: SupabaseKeyKind
  readonly masked: string
  readonly addedAt: string
  readonly lastPulledAt: string | null
}

export type SupabaseColumn = {
  readonly name: string
  /** PostgreSQL's name of the type; empty if the project does not report it. */
  readonly type: string
  readonly primaryKey: boolean
}

export type SupabaseRelation = {
  readonly schema: string
  readonly name: string
  readonly kind: 'table' | 'view' | 'unknown'
  readonly columns: readonly SupabaseColumn[]
}

/** The tables and views of a source. */
export type SupabaseOffer = {
  readonly relations: readonly SupabaseRelation[]
  /** False if the project does not list its tables for this key; a table name typed by hand still works. */
  readonly listed: boolean
  /** Whether the lead platform's own tables exist, so that its campaigns can be chosen. */
  readonly platform: boolean
}

export type PlatformCampaign = {
  readonly id: string
  readonly name: string
  /** Status as reported by the platform; only `completed` can be pulled. */
  readonly status: string
  readonly businesses: number | null
  readonly emails: number | null
  readonly createdAt: string | null
}

const identifier = z.string().min(1).max(63)
const filter = z.object({ column: identifier, op: z.enum(filterOps), value: z.string().max(2000).default('') })
export type TableFilter = z.output<typeof filter>

const tableSpec = z.object({
  kind: z.literal('table'),
  schema: identifier.default('public'),
  relation: identifier,
  /** Null for all columns. */
  columns: z.array(identifier).min(1).max(1600).nullable().default(null),
  filters: z.array(filter).max(20).default([]),
  /** A column with unique values, for paging; null if the primary key is known. */
  keyColumn: identifier.nullable().default(null),
})
const platformSpec = z.object({ kind: z.literal('platform'), campaignId: z.string().min(1).max(64) })
const pullSpec = z.discriminatedUnion('kind', [tableSpec, platformSpec])
export type PullSpec = z.output<typeof pullSpec>

export type Pulled = {
  /** Null if there is nothing to import: no row, or no new one. */
  readonly draft: ImportDraft | null
  readonly rowsRead: number
  /** The database's row count for the same query; null if it could not count. */
  readonly rowsCounted: number | null
  readonly rowsNew: number
  readonly rowsChanged: number
  readonly rowsSame: number
}

export type PullProgress = {
  readonly pullId: string
  readonly rows: number
  readonly total: number | null
}

/** The last pull with the same query, for "only what is new". */
export type LastPull = { readonly at: string; readonly rows: number; readonly listId: ListId | null }

const secretText = z.string().trim().min(1).max(4000)
export const supabaseAccess = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('project'), address: z.string().trim().min(1).max(500), key: secretText }),
  z.object({ kind: z.literal('database'), connection: secretText }),
])
export type SupabaseAccess = z.output<typeof supabaseAccess>

const sourceName = typedName(80)
const pullId = z.string().min(1).max(64)

export const supabase = {
  'supabase.sources': query<readonly SupabaseSource[]>({ reads: ['supabase'] })(z.object({ workspaceId })),
  /** Stores a credential, its secret encrypted like an API key. Tested first; a rejected one is not stored. */
  'supabase.add': command<SupabaseSource>({ touches: ['supabase'] })(
    z.object({ workspaceId, name: sourceName, access: supabaseAccess }),
  ),
  'supabase.rename': command<SupabaseSource>({ touches: ['supabase'] })(
    z.object({ sourceId: supabaseSourceId, name: sourceName }),
  ),
  /** Permanently deletes the secret; pulled leads stay. */
  'supabase.remove': command({ touches: ['supabase'] })(z.object({ sourceId: supabaseSourceId })),
  'supabase.offer': query<SupabaseOffer>({ reads: [] })(z.object({ sourceId: supabaseSourceId })),
  /** Returns the columns of a table or view, which need not be listed. */
  'supabase.columns': query<readonly SupabaseColumn[]>({ reads: ['supabase'] })(
    z.object({ sourceId: supabaseSourceId, schema: identifier.default('public'), relation: identifier }),
  ),
  'supabase.campaigns': query<readonly PlatformCampaign[]>({ reads: ['supabase'] })(
    z.object({ sourceId: supabaseSourceId }),
  ),
  'supabase.lastPull': query<LastPull | null>({ reads: ['lists', 'supabase'] })(
    z.object({ sourceId: supabaseSourceId, spec: pullSpec }),
  ),
  /** Downloads every row of a query and opens them like a file. Nothing is written to the source. */
  'supabase.pull': command<Pulled>({ touches: ['supabase'] })(
    z.object({ sourceId: supabaseSourceId, spec: pullSpec, onlyNew: z.boolean().default(false), pullId }),
  ),
  'supabase.cancelPull': command({ touches: [] })(z.object({ pullId })),
}
