/** What it takes to write results back, whichever door leads to the database. */
import type { WriteBackPlace } from '#shared/contract/insights/write-back.ts'
import { AppError } from '#shared/errors.ts'

/** A row as the database takes it, by column. */
export type OutRow = Readonly<Record<string, string | number | null>>
/** Rows by table. */
export type PlatformBatch = Readonly<Record<string, readonly OutRow[]>>

export type Writer = {
  /** Puts rows of `outreach_engagement`; answers the keys of those that stand there now (`ownKey`). */
  put(rows: readonly OutRow[], signal: AbortSignal): Promise<ReadonlySet<string>>
  /** Puts rows of the platform's own columns; answers the keys of those it reached (`platformKey`). */
  putPlatform(batch: PlatformBatch, signal: AbortSignal): Promise<ReadonlySet<string>>
  /** A write that is rolled back: false where it was accepted and changed nothing. */
  check(place: WriteBackPlace, workspaceKey: string, signal: AbortSignal): Promise<boolean>
  close(): Promise<void>
}

export const ownTable = 'outreach_engagement'
export const ownKey = (campaignId: unknown, leadKey: unknown): string => `${String(campaignId)}\n${String(leadKey)}`
export const platformKey = (table: unknown, id: unknown): string => `${String(table)}\n${String(id)}`

/** The database would not take one of these rows; which, it does not say. */
export class RowsRefused extends Error {}

/** The database takes longer over these rows than it allows: over fewer it may not. */
export class TooSlow extends AppError {}

const longestReason = 300
/** PostgreSQL: a statement took too long, or somebody stopped it. */
const stopped = '57014'
/** PostgreSQL: the request may be right the next time. */
const passing = /^(?:40001|40P01|55P03|57\w{3}|53\w{3}|08\w{3}|XX000)$/

/** A refusal in PostgreSQL's or PostgREST's code and words, as what it means for the rows or for the whole. */
export function asRefusal(code: string, message: string, host: string): Error {
  if (code === stopped) return new TooSlow('SUPABASE_UNREACHABLE', { host })
  if (passing.test(code)) return new AppError('SUPABASE_UNREACHABLE', { host })
  if (/^(?:42P01|42703|42883|PGRST20[0-9])$/.test(code)) return new AppError('WRITE_BACK_NOT_READY')
  const ofRow = /^(?:22|23|P0)/.test(code) || (code === '42501' && /row-level security/i.test(message))
  if (ofRow) return new RowsRefused(message.slice(0, longestReason))
  if (code === '42501') return new AppError('WRITE_BACK_REFUSED', { reason: 'rights' })
  return new AppError('WRITE_BACK_REFUSED', { message: message.slice(0, longestReason) })
}
