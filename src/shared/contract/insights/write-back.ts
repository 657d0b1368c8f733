/** Results of a source's leads, written back to the database they came from. */
import { z } from 'zod'
import type { Problem } from '../../errors.ts'
import { supabaseSourceId, type WriteBackId, writeBackId } from '../../ids.ts'
import { type SupabaseKeyKind, supabaseAccess } from '../leads/supabase.ts'
import { command, query } from '../route.ts'

/** `own`: a table created by Sendoff; `platform`: the lead platform's own columns. */
export const writeBackPlaces = ['own', 'platform'] as const
export type WriteBackPlace = (typeof writeBackPlaces)[number]

/**
 * `refused`: the database rejected the write. `several`: several rows match, so none was written. `none`: no matching
 * row of the platform is known.
 */
const notWrittenStates = ['refused', 'several', 'none'] as const
type NotWrittenState = (typeof notWrittenStates)[number]

export type WriteBackCounts = Readonly<Record<NotWrittenState | 'waiting' | 'done', number>>

export type WriteBack = {
  readonly id: WriteBackId
  readonly place: WriteBackPlace
  readonly kind: 'project' | 'database'
  /** The address for display. */
  readonly address: string
  readonly keyKind: SupabaseKeyKind
  readonly masked: string
  readonly organizationId: string | null
  readonly replyText: boolean
  readonly on: boolean
  /** ISO. Time everything known had been written, and time a rolled-back write proved that writing is allowed. */
  readonly writtenAt: string | null
  readonly checkedAt: string | null
  readonly problem: Problem | null
  readonly counts: WriteBackCounts
}

/** A lead that was not written, and why. `detail`: the database's message, or the ids of the matching rows. */
export type NotWritten = {
  readonly id: number
  readonly email: string
  readonly campaignName: string
  readonly state: NotWrittenState
  readonly detail: string
}

/** One column before and after; null stands for empty. */
export type WriteBackChange = { readonly column: string; readonly before: string | null; readonly after: string }

/** What would be written now, without writing it. */
export type DryRun = {
  readonly counts: WriteBackCounts
  /** The first waiting rows, with what would change; `isNew`: the row does not exist yet. */
  readonly rows: readonly {
    readonly email: string
    readonly campaignName: string
    readonly table: string
    readonly rowId: string | null
    readonly isNew: boolean
    readonly changes: readonly WriteBackChange[]
  }[]
}

/** A numbered step of the SQL that prepares the database, and the SQL that reverts it. */
export type WriteBackSql = { readonly name: string; readonly up: string; readonly down: string }

const choices = {
  place: z.enum(writeBackPlaces),
  organizationId: z
    .string()
    .trim()
    .max(200)
    .transform((text) => text || null)
    .nullable(),
  replyText: z.boolean(),
}

export const writeBack = {
  /** Returns how results of a source are written back; null if that was not set up. */
  'writeBack.of': query<WriteBack | null>({ reads: ['write_back', 'supabase'] })(
    z.object({ sourceId: supabaseSourceId }),
  ),
  /** Stores the destination, with its own key. Nothing is written until write-back is switched on. */
  'writeBack.setUp': command<WriteBack>({ touches: ['write_back'] })(
    z.object({ sourceId: supabaseSourceId, access: supabaseAccess, ...choices }),
  ),
  /** Changes the destination; everything is then written again. */
  'writeBack.change': command<WriteBack>({ touches: ['write_back'] })(z.object({ id: writeBackId, ...choices })),
  'writeBack.switch': command<WriteBack>({ touches: ['write_back'] })(z.object({ id: writeBackId, on: z.boolean() })),
  /** Permanently deletes its key; data already written stays there. */
  'writeBack.remove': command({ touches: ['write_back'] })(z.object({ id: writeBackId })),
  'writeBack.sql': query<readonly WriteBackSql[]>({ reads: [] })(z.object({ place: choices.place })),
  /** Writes a row and rolls it back: whether the destination is ready and the key may write. Throws the obstacle. */
  'writeBack.check': command<WriteBack>({ touches: ['write_back'] })(z.object({ id: writeBackId })),
  /** Runs the SQL over a connection string, then checks the result. Only after the operator’s confirmation. */
  'writeBack.prepare': command<WriteBack>({ touches: ['write_back'] })(
    z.object({ id: writeBackId, yes: z.literal(true) }),
  ),
  /** Reads the existing rows and returns what would change. Writes nothing there. */
  'writeBack.dryRun': command<DryRun>({ touches: ['write_back'] })(z.object({ id: writeBackId })),
  'writeBack.now': command({ touches: ['write_back'] })(z.object({ id: writeBackId })),
  /** Returns a page of leads that were not written, in the order they occurred. */
  'writeBack.notWritten': query<{ readonly rows: readonly NotWritten[]; readonly next: number | null }>({
    reads: ['write_back'],
  })(
    z.object({
      id: writeBackId,
      state: z.enum(notWrittenStates).nullable().default(null),
      after: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
  ),
  /** Retries refused leads once. */
  'writeBack.again': command({ touches: ['write_back'] })(z.object({ id: writeBackId })),
}
