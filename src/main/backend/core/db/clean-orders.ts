/** Requests to the cleaning thread and its reports. */
import type { Worker } from 'node:worker_threads'
import type { ThreadFailure } from '../lib/native-threads.ts'

export type CleanOrder = {
  readonly storePath: string
  /** Opened by the backend, which keeps it open: closing any descriptor of the store releases its locks. */
  readonly fd: number
  /** Texts to look for, in lower case; empty if deleted bytes are only to be overwritten. */
  readonly forms: readonly string[]
  /** Tables whose rows are reported if they contain one of the texts. */
  readonly tables: readonly string[]
  readonly moment: SharedArrayBuffer
}

export type RowRange = readonly [from: number, to: number]

/** Where the texts occur in live data. */
export type TextLocations = {
  readonly bytes: number
  /** All pages that contain one, of any table or index. */
  readonly pages: readonly number[]
  /** Row ranges in which some rows contain one, by table. */
  readonly rows: Readonly<Record<string, readonly RowRange[]>>
  /** Tables without rowids that contain one. */
  readonly whole: readonly string[]
  readonly values: OverflowPages
}

/** The overflow pages of long values at the moment of the pass, by page number. */
export type OverflowPages = {
  /** Length of the value on the page in bytes, plus 1; 0 for all other pages. */
  readonly ofValue: Uint16Array
  /** The page with the cell that the value belongs to. */
  readonly owner: Uint32Array
}

export type CleanReport = { readonly t: 'done'; readonly standing: TextLocations } | ThreadFailure

export type SpawnCleaner = (order: CleanOrder) => Worker
