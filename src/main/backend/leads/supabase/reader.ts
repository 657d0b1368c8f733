/** The interface for reading leads from a database, regardless of the kind of access. */
import type { SupabaseColumn, SupabaseRelation, TableFilter } from '#shared/contract/leads/supabase.ts'

/** A row as text, as in a CSV of the same table. Empty for null. */
export type TextRow = Readonly<Record<string, string>>

export type TableQuestion = {
  readonly schema: string
  readonly relation: string
  /** Null for all. */
  readonly columns: readonly string[] | null
  readonly filters: readonly TableFilter[]
  /** A column with unique values; null to let the reader find the primary key. */
  readonly keyColumn: string | null
}

/** Rows in the order received. `keys` identifies them, in the same order; null if nothing in the database does. */
export type RowBatch = {
  readonly rows: readonly TextRow[]
  readonly keys: readonly string[] | null
  /** Total number of rows for the query as counted by the database; null if it did not count them. */
  readonly total: number | null
}

export type ReadHooks = {
  readonly signal: AbortSignal
  /** Awaited, so that a slow disk slows down the reading. */
  onRows(batch: RowBatch): Promise<void>
}

/** `keyColumn`: the column that identified the rows, detected or given. */
export type ReadResult = {
  readonly rows: number
  readonly counted: number | null
  readonly keyColumn: string | null
}

export type TableReader = {
  /** Returns the tables and views this access may read; `listed` is false if the source does not list them. */
  relations(
    signal?: AbortSignal,
  ): Promise<{ readonly relations: readonly SupabaseRelation[]; readonly listed: boolean }>
  /** Throws SUPABASE_TABLE_NOT_FOUND if no table has that name, or this access may not read it. */
  columns(schema: string, relation: string, signal?: AbortSignal): Promise<readonly SupabaseColumn[]>
  /** Reads every row exactly once, or throws SUPABASE_INCOMPLETE. */
  read(question: TableQuestion, hooks: ReadHooks): Promise<ReadResult>
  close(): Promise<void>
}

/** Returns the value of a cell as text: numbers and JSON as the database wrote them, empty for null. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ')
  return JSON.stringify(value)
}
