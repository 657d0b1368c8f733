/** Interface for writing results back, whichever way the database is reached. */
import type { WriteBackPlace } from '#shared/contract/insights/write-back.ts'
import { AppError } from '#shared/errors.ts'

/** A database row by column. */
export type OutRow = Readonly<Record<string, string | number | null>>
export type PlatformBatch = Readonly<Record<string, readonly OutRow[]>>

export type Writer = {
  /** Writes rows of `outreach_engagement`; returns the keys of those now stored (`ownKey`). */
  put(rows: readonly OutRow[], signal: AbortSignal): Promise<ReadonlySet<string>>
  /** Writes rows of the platform's own columns; returns the keys of those it reached (`platformKey`). */
  putPlatform(batch: PlatformBatch, signal: AbortSignal): Promise<ReadonlySet<string>>
  /** Tries a write that is rolled back; false if it was accepted but changed nothing. */
  check(place: WriteBackPlace, workspaceKey: string, signal: AbortSignal): Promise<boolean>
  close(): Promise<void>
}

export const ownTable = 'outreach_engagement'
export const ownKey = (campaignId: unknown, leadKey: unknown): string => `${String(campaignId)}\n${String(leadKey)}`
export const platformKey = (table: unknown, id: unknown): string => `${String(table)}\n${String(id)}`

/** The database refuses one of these rows without saying which. */
export class RowsRefused extends Error {}

/** The database takes longer for these rows than it allows; fewer rows may succeed. */
export class WriteTooSlow extends AppError {}

const longestReason = 300
/** PostgreSQL: a statement took too long or was cancelled. */
const cancelledCode = '57014'
/** PostgreSQL: temporary errors, after which the request may succeed. */
const transientCodes = /^(?:40001|40P01|55P03|57\w{3}|53\w{3}|08\w{3}|XX000)$/

/** Turns an error of PostgreSQL or PostgREST into one about the rows or about the target as a whole. */
export function toWriteError(code: string, message: string, host: string): Error {
  if (code === cancelledCode) return new WriteTooSlow('SUPABASE_UNREACHABLE', { host })
  if (transientCodes.test(code)) return new AppError('SUPABASE_UNREACHABLE', { host })
  if (/^(?:42P01|42703|42883|PGRST20[0-9])$/.test(code)) return new AppError('WRITE_BACK_NOT_READY')
  const ofRow = /^(?:22|23|P0)/.test(code) || (code === '42501' && /row-level security/i.test(message))
  if (ofRow) return new RowsRefused(message.slice(0, longestReason))
  if (code === '42501') return new AppError('WRITE_BACK_REFUSED', { reason: 'rights' })
  return new AppError('WRITE_BACK_REFUSED', { message: message.slice(0, longestReason) })
}
