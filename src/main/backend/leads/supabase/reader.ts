/** What it takes to read leads from a database, whichever door leads to it. */
import type { SupabaseColumn, SupabaseRelation, TableFilter } from '#shared/contract/leads/supabase.ts'

/** A row as text: what a CSV of the same table would hold. Empty for null. */
export type TextRow = Readonly<Record<string, string>>

export type TableQuestion = {
  readonly schema: string
  readonly relation: string
  /** Null for all. */
  readonly columns: readonly string[] | null
  readonly filters: readonly TableFilter[]
  /** A column of unique values; null where the reader should find the primary key. */
  readonly keyColumn: string | null
}

/** Rows as they come. `keys` tells them apart, in the same order; null where the database has nothing that does. */
export type RowBatch = {
  readonly rows: readonly TextRow[]
  readonly keys: readonly string[] | null
  /** How many the database counted for the whole question; null where it would not. */
  readonly total: number | null
}

export type ReadHooks = {
  readonly signal: AbortSignal
  /** Awaited: a slow disk holds the reading. */
  onRows(batch: RowBatch): Promise<void>
}

/** `keyColumn`: what told the rows apart, found or given. */
export type ReadResult = {
  readonly rows: number
  readonly counted: number | null
  readonly keyColumn: string | null
}

export type TableReader = {
  /** Tables and views this access may read; `listed` is false where it is not told. */
  relations(
    signal?: AbortSignal,
  ): Promise<{ readonly relations: readonly SupabaseRelation[]; readonly listed: boolean }>
  /** SUPABASE_TABLE_NOT_FOUND where there is none of that name, or none this access may read. */
  columns(schema: string, relation: string, signal?: AbortSignal): Promise<readonly SupabaseColumn[]>
  /** Every row, each once, or SUPABASE_INCOMPLETE. */
  read(question: TableQuestion, hooks: ReadHooks): Promise<ReadResult>
  close(): Promise<void>
}

/** A value of a cell as text: numbers and JSON as the database wrote them, nothing for null. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ')
  return JSON.stringify(value)
}
