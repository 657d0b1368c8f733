/** What became of a source's leads, written back to where they came from. */
import { z } from 'zod'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { supabaseSourceId, type WriteBackId, writeBackId } from '../../ids.ts'
import { type SupabaseKeyKind, supabaseAccess } from '../leads/supabase.ts'
import { command, query } from '../route.ts'

/** `own`: a table Sendoff brings along; `platform`: the lead platform's own columns. */
export const writeBackPlaces = ['own', 'platform'] as const
export type WriteBackPlace = (typeof writeBackPlaces)[number]

/**
 * `refused`: the database would not take it. `several`: more than one row it could be, so none was written. `none`: no row
 * of the platform's is known for it.
 */
const notWrittenStates = ['refused', 'several', 'none'] as const
type NotWrittenState = (typeof notWrittenStates)[number]

export type WriteBackCounts = Readonly<Record<NotWrittenState | 'waiting' | 'done', number>>

export type WriteBack = {
  readonly id: WriteBackId
  readonly place: WriteBackPlace
  readonly kind: 'project' | 'database'
  /** As it may be shown. */
  readonly address: string
  readonly keyKind: SupabaseKeyKind
  readonly masked: string
  readonly organizationId: string | null
  readonly replyText: boolean
  /** Under which id this client's rows stand there. */
  readonly workspaceKey: string
  readonly on: boolean
  /** ISO; when everything known had been written, and when a write that was rolled back proved that it may. */
  readonly writtenAt: string | null
  readonly checkedAt: string | null
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
  readonly counts: WriteBackCounts
}

/** A lead that was not written, and why. `detail`: the database's words, or the ids of the rows it could be. */
export type NotWritten = {
  readonly id: number
  readonly email: string
  readonly campaignName: string
  readonly state: NotWrittenState
  readonly detail: string
}

/** One column before and after; null stands for empty. */
export type WriteBackChange = { readonly column: string; readonly before: string | null; readonly after: string }

/** What would be written now: nothing is. */
export type DryRun = {
  readonly counts: WriteBackCounts
  /** The first of those that wait, with what would change; `isNew`: the row is not there yet. */
  readonly rows: readonly {
    readonly email: string
    readonly campaignName: string
    readonly table: string
    readonly rowId: string | null
    readonly isNew: boolean
    readonly changes: readonly WriteBackChange[]
  }[]
}

/** A numbered step of the SQL that makes the place ready, and what takes it back. */
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
  /** How results of a source are written back; null where that was not set up. */
  'writeBack.of': query<WriteBack | null>({ reads: ['write_back', 'supabase'] })(
    z.object({ sourceId: supabaseSourceId }),
  ),
  /** Keeps where to, with a key of its own. Nothing is written until it is switched on. */
  'writeBack.setUp': command<WriteBack>({ touches: ['write_back'] })(
    z.object({ sourceId: supabaseSourceId, access: supabaseAccess, ...choices }),
  ),
  /** Another choice writes everything anew. */
  'writeBack.change': command<WriteBack>({ touches: ['write_back'] })(z.object({ id: writeBackId, ...choices })),
  'writeBack.switch': command<WriteBack>({ touches: ['write_back'] })(z.object({ id: writeBackId, on: z.boolean() })),
  /** Erases its key for good; what was written stays there. */
  'writeBack.remove': command<null>({ touches: ['write_back'] })(z.object({ id: writeBackId })),
  'writeBack.sql': query<readonly WriteBackSql[]>({ reads: [] })(z.object({ place: choices.place })),
  /** Writes one row and rolls it back: whether the place is ready and the key may write. Throws what is in the way. */
  'writeBack.check': command<WriteBack>({ touches: ['write_back'] })(z.object({ id: writeBackId })),
  /** Runs the SQL over a connection string, then checks. Only after the operator’s yes. */
  'writeBack.prepare': command<WriteBack>({ touches: ['write_back'] })(
    z.object({ id: writeBackId, yes: z.literal(true) }),
  ),
  /** Reads what stands there and says what would change. Writes nothing there. */
  'writeBack.dryRun': command<DryRun>({ touches: ['write_back'] })(z.object({ id: writeBackId })),
  'writeBack.now': command<null>({ touches: ['write_back'] })(z.object({ id: writeBackId })),
  /** A page of what was not written, in the order it was met. */
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
  /** What was refused is tried once more. */
  'writeBack.again': command<null>({ touches: ['write_back'] })(z.object({ id: writeBackId })),
}
