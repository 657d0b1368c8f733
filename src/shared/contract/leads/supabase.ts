import { z } from 'zod'
import { filterOps } from '../../domain/leads/import/table-filter.ts'
import type { ErrorCode } from '../../errors.ts'
import { type ListId, type SupabaseSourceId, supabaseSourceId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { ImportDraft } from './imports.ts'

/**
 * What a source is reached with. `publishable` and `anon` see what row level security lets them see; `secret`,
 * `service_role` and a database password see everything.
 */
export type SupabaseKeyKind = 'publishable' | 'secret' | 'anon' | 'service_role' | 'password' | 'unknown'

export type SupabaseSource = {
  readonly id: SupabaseSourceId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly kind: 'project' | 'database'
  /** As it may be shown: the project's address, or host and database. Never a key or a password. */
  readonly address: string
  readonly keyKind: SupabaseKeyKind
  readonly masked: string
  readonly addedAt: string
  readonly lastPulledAt: string | null
}

export type SupabaseColumn = {
  readonly name: string
  /** PostgreSQL's own name of the type; empty where the project does not tell. */
  readonly type: string
  readonly primaryKey: boolean
}

export type SupabaseRelation = {
  readonly schema: string
  readonly name: string
  readonly kind: 'table' | 'view' | 'unknown'
  readonly columns: readonly SupabaseColumn[]
}

/** What a source offers. */
export type SupabaseOffer = {
  readonly relations: readonly SupabaseRelation[]
  /** False where the project does not list its tables to this key: a name typed by hand still works. */
  readonly listed: boolean
  /** The lead platform's own tables are there: its campaigns can be picked. */
  readonly platform: boolean
}

export type PlatformCampaign = {
  readonly id: string
  readonly name: string
  /** As the platform says it; only `completed` can be pulled. */
  readonly status: string
  readonly businesses: number | null
  readonly emails: number | null
  readonly createdAt: string | null
}

export type SupabaseTest = {
  readonly ok: boolean
  readonly problem: ErrorCode | null
  readonly keyKind: SupabaseKeyKind
  readonly relationCount: number
  readonly platform: boolean
}

const identifier = z.string().min(1).max(63)
const filter = z.object({ column: identifier, op: z.enum(filterOps), value: z.string().max(2000).default('') })
export type TableFilter = z.output<typeof filter>

const tableSpec = z.object({
  kind: z.literal('table'),
  schema: identifier.default('public'),
  relation: identifier,
  /** Null for all. */
  columns: z.array(identifier).min(1).max(1600).nullable().default(null),
  filters: z.array(filter).max(20).default([]),
  /** A column whose values are unique, for paging; null where the primary key is known. */
  keyColumn: identifier.nullable().default(null),
})
const platformSpec = z.object({ kind: z.literal('platform'), campaignId: z.string().min(1).max(64) })
const pullSpec = z.discriminatedUnion('kind', [tableSpec, platformSpec])
export type PullSpec = z.output<typeof pullSpec>

export type Pulled = {
  /** Null where there is nothing to import: no row, or none new. */
  readonly draft: ImportDraft | null
  readonly rowsRead: number
  /** What the database counted for the same question; null where it would not count. */
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

/** The last pull of the same question, for "only what is new". */
export type LastPull = { readonly at: string; readonly rows: number; readonly listId: ListId | null }

const secretText = z
  .string()
  .trim()
  .min(8)
  .max(4000)
  .regex(/^[\x21-\x7e]+$/)
export const supabaseAccess = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('project'), address: z.string().trim().min(1).max(500), key: secretText }),
  z.object({ kind: z.literal('database'), connection: secretText }),
])
export type SupabaseAccess = z.output<typeof supabaseAccess>

const sourceName = z.string().trim().min(1).max(80)
const pullId = z.string().min(1).max(64)

export const supabase = {
  'supabase.sources': query<readonly SupabaseSource[]>({ reads: ['supabase'] })(z.object({ workspaceId })),
  /** Tries an access without keeping it. */
  'supabase.test': command<SupabaseTest>({ touches: [] })(z.object({ access: supabaseAccess })),
  /** Keeps an access, its secret encrypted like an API key. It is tested first; one that is refused is not kept. */
  'supabase.add': command<SupabaseSource>({ touches: ['supabase'] })(
    z.object({ workspaceId, name: sourceName, access: supabaseAccess }),
  ),
  'supabase.rename': command<SupabaseSource>({ touches: ['supabase'] })(
    z.object({ sourceId: supabaseSourceId, name: sourceName }),
  ),
  /** Erases the secret for good; what was pulled stays. */
  'supabase.remove': command<null>({ touches: ['supabase'] })(z.object({ sourceId: supabaseSourceId })),
  'supabase.offer': query<SupabaseOffer>({ reads: [] })(z.object({ sourceId: supabaseSourceId })),
  /** The columns of one table or view, also of one that is not listed. */
  'supabase.columns': query<readonly SupabaseColumn[]>({ reads: ['supabase'] })(
    z.object({ sourceId: supabaseSourceId, schema: identifier.default('public'), relation: identifier }),
  ),
  'supabase.campaigns': query<readonly PlatformCampaign[]>({ reads: ['supabase'] })(
    z.object({ sourceId: supabaseSourceId }),
  ),
  'supabase.lastPull': query<LastPull | null>({ reads: ['lists', 'supabase'] })(
    z.object({ sourceId: supabaseSourceId, spec: pullSpec }),
  ),
  /** Reads every row of a question to this disk and opens it like a file. Nothing is written at the source. */
  'supabase.pull': command<Pulled>({ touches: ['supabase'] })(
    z.object({ sourceId: supabaseSourceId, spec: pullSpec, onlyNew: z.boolean().default(false), pullId }),
  ),
  'supabase.cancelPull': command<null>({ touches: [] })(z.object({ pullId })),
}
