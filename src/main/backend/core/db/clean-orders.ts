/** What the cleaning thread is asked to do and tells. */
import type { Worker } from 'node:worker_threads'
import type { ThreadFailure } from '../lib/native-threads.ts'

export type CleanOrder = {
  readonly storePath: string
  /** Opened by the backend, which keeps it: whoever closes a file of the store takes the process's locks on it away. */
  readonly fd: number
  /** Texts looked for, lower-cased; none where only deleted bytes are to go. */
  readonly forms: readonly string[]
  /** Tables whose rows are named where a text stands in them. */
  readonly tables: readonly string[]
  readonly moment: SharedArrayBuffer
}

export type RowRange = readonly [from: number, to: number]

/** Where the texts stand in what is in use. */
export type Standing = {
  readonly bytes: number
  /** Every page that has one, of whatever table or index. */
  readonly pages: readonly number[]
  /** Rows some of which have one, by table. */
  readonly rows: Readonly<Record<string, readonly RowRange[]>>
  /** Tables without row numbers that have one. */
  readonly whole: readonly string[]
  readonly values: ValuePages
}

/** The pages of long values as they were in the moment of the pass, by their number. */
export type ValuePages = {
  /** One more than the bytes of the value on it; 0 for all other pages. */
  readonly ofValue: Uint16Array
  /** The page with the cell that the value belongs to. */
  readonly owner: Uint32Array
}

export type CleanReport = { readonly t: 'done'; readonly standing: Standing } | ThreadFailure

export type SpawnCleaner = (order: CleanOrder) => Worker
