/** What can be asked of the parse thread, and what it says: plain data only. */
import type { RowIssue } from '#shared/domain/csv/read-text.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import type { WireError } from '#shared/errors.ts'
import type { FileFacts, FileFormat } from './read-file.ts'

export type MappedJob = {
  readonly path: string
  readonly format: FileFormat
  readonly mapping: Mapping
  readonly holdUnverified: boolean
}

export type ParseJob =
  /** Read once to the end: what is it, what is in it, is it whole? */
  | { readonly kind: 'survey'; readonly path: string }
  /** Some rows from the middle. */
  | {
      readonly kind: 'rows'
      readonly path: string
      readonly format: FileFormat
      readonly fromRow: number
      readonly count: number
    }
  /** Each row's own gate and address, for counting. */
  | (MappedJob & { readonly kind: 'check' })
  /** Each row ready to insert. */
  | (MappedJob & { readonly kind: 'load'; readonly storePath: string })

export type Survey = {
  readonly facts: FileFacts
  /** The first rows as they are, for previews. */
  readonly firstRows: readonly (readonly string[])[]
  /** Per column: cells with something in them, from the first rows. */
  readonly filledCells: readonly (readonly string[])[]
  /** Per column: how many rows have something in it. */
  readonly filledCounts: readonly number[]
  /** Rows whose form was odd, by what was odd about them. */
  readonly issues: Readonly<Record<RowIssue, number>>
}

/** Flat, five values a row: gate, email, payload, original, other addresses. Flat arrays cross threads fastest. */
export type LoadValues = readonly (string | number | null)[]
export const LOAD_WIDTH = 5

/** Flat, three values a row: gate, the address where that gate may still change (else null), 1 where it was verified or not. */
export type CheckValues = readonly (string | number | null)[]
export const CHECK_WIDTH = 3

export type ParseResult = {
  readonly survey: Survey
  readonly rows: readonly (readonly string[])[]
  readonly check: FileFacts
  readonly load: FileFacts
}

export type ToParser = { readonly t: 'job'; readonly job: ParseJob } | { readonly t: 'more' }

export type FromParser =
  | { readonly t: 'progress'; readonly rows: number; readonly share: number }
  /** Waits for a `more` each once `CREDIT` of them are under way, so that a fast reader cannot fill the memory. */
  | { readonly t: 'chunk'; readonly values: LoadValues | CheckValues }
  | { readonly t: 'done'; readonly result: unknown }
  | { readonly t: 'failed'; readonly error: WireError; readonly detail: string }

/** About what is written while the parse thread makes a checkpoint; some 15 MB. */
export const CREDIT = 10
