/** What can be asked of the parse thread, and what it says: plain data only. */

import type { AskedWord } from '#shared/domain/leads/import/file-no.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { WireError } from '#shared/errors.ts'
import type { OddForm } from '../files/odd-form.ts'
import type { OpenQuote } from '../files/open-quotes.ts'
import type { FileFacts, FileFormat } from '../files/read-file.ts'
import type { RowIssue } from '../files/read-table.ts'
import type { RowBlock } from '../lists/original-rows.ts'
import type { RowRules } from '../rows/row-mapper.ts'

export type MappedJob = RowRules & {
  readonly path: string
  readonly format: Partial<FileFormat>
  /** As the file was surveyed. */
  readonly before?: Pick<FileFacts, 'sha256' | 'stamp'>
  readonly mapping: Mapping
}

export type ParseJob =
  /** Read once to the end: what is it, what is in it, is it whole? */
  | {
      readonly kind: 'survey'
      readonly path: string
      readonly format?: Partial<FileFormat>
      /** Whether the file's hash is wanted of it. */
      readonly hash: boolean
      /** Whether another thread reads the last part (`last_part`), if it can be told where that begins. */
      readonly parted?: boolean
    }
  /** The file's hash, and a survey of the last part alone. */
  | { readonly kind: 'last_part'; readonly path: string; readonly format?: Partial<FileFormat> }
  /** The header and some rows by another format than the one found, for the eye: from just before a line on. */
  | {
      readonly kind: 'peek'
      readonly path: string
      readonly format: Partial<FileFormat>
      readonly count: number
      readonly nearLine: number
    }
  /** Some rows, by their numbers in rising order. */
  | {
      readonly kind: 'rows'
      readonly path: string
      readonly format: Partial<FileFormat>
      readonly rowNumbers: readonly number[]
    }
  /** The table once more, in rows of cells, into a file of its own. */
  | {
      readonly kind: 'rewrite'
      readonly path: string
      readonly format: Partial<FileFormat>
      readonly form: OddForm
      readonly into: string
    }
  /** The text without quotes that are not closed, into a file of its own, where no more than their lines is in doubt. */
  | {
      readonly kind: 'mend'
      readonly path: string
      readonly format: Partial<FileFormat>
      readonly into: string
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
  /** The numbers of the first of them. */
  readonly issueRows: Readonly<Record<RowIssue, readonly number[]>>
  /** Cells of which only the beginning is looked at: how many of each column, by its position. */
  readonly longCells: ReadonlyMap<number, number>
}

/** What was seen of some rows of a file. */
export type SurveyPart = Omit<Survey, 'facts'> & {
  /** Per column of answers and states: its short cells, each once, where they are few. */
  readonly words: ReadonlyMap<number, ReadonlySet<string>>
}

/** A survey to the end, or of what is before the last part: then `facts` are not whole. */
export type Surveyed =
  | { readonly whole: Survey }
  | { readonly facts: FileFacts; readonly beginning: SurveyPart; readonly endedAt: number }

export type LastPartSurveyed = {
  readonly sha256: string
  /** Null where the file cannot be parted, or its last part cannot be read: then one thread reads all of it. */
  readonly lastPart: {
    readonly seen: SurveyPart
    readonly rowCount: number
    readonly beganAt: number
    readonly sizeBytes: number
  } | null
}

/** Rows as they stand, and whether they were uneven. */
export type RowsRead = readonly {
  readonly rowNumber: number
  readonly cells: readonly string[]
  readonly ragged: boolean
}[]

export type Peek = {
  readonly format: FileFormat
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * Leads ready to be stored, without their payloads: those are bytes (`payload-bytes.ts`). Numbers cross threads by
 * changing hands; of values one by one each would be made anew on the other side.
 */
export type LoadedLeads = {
  /**
   * Four a lead (`NUMBERS_WIDTH`): row number (negative for a lead derived from that row), gate, where its payload ends
   * among those of the chunk, 1 where the file says whether the address was verified.
   */
  readonly numbers: Int32Array<ArrayBuffer>
  /** Five a lead (`TEXTS_WIDTH`): email, first name, last name, company, job title. */
  readonly texts: readonly (string | null)[]
  /** Further addresses as JSON, by the lead's place in the chunk: few have some. */
  readonly others: ReadonlyMap<number, string>
}
export const NUMBERS_WIDTH = 4
export const TEXTS_WIDTH = 5

/**
 * The same with the payloads as texts, for who compares them. Flat, ten values a lead: row number, gate, email, payload,
 * other addresses, first name, last name, company, job title, 1 where the file says whether the address was verified.
 */
export type LoadValues = readonly (string | number | null)[]
export const LOAD_WIDTH = 10

/** Flat, four values a lead, as `GateCounter.add` takes them: gate, address, marks, row. */
export type CheckValues = readonly (string | number | null)[]
export const CHECK_WIDTH = 4

/** How the text was read, and the lines that are no rows. */
export type MendedText = Pick<FileFormat, 'encoding' | 'delimiter'> & { readonly quotes: readonly OpenQuote[] }

/** `asked`: what the file says against some of its rows, and may be let in. */
export type MappedFacts = FileFacts & { readonly asked: readonly AskedWord[] }

export type ParseResult = {
  readonly survey: Surveyed
  readonly last_part: LastPartSurveyed
  readonly peek: Peek
  readonly rows: RowsRead
  readonly rewrite: undefined
  readonly mend: MendedText | null
  readonly check: MappedFacts
  readonly load: MappedFacts
}

/** `more` gives back the memory of a chunk's payloads, to be used again. */
export type ToParser =
  | { readonly t: 'job'; readonly job: ParseJob }
  | { readonly t: 'more'; readonly spare?: ArrayBuffer | undefined }

export type ParserChunk = {
  /** Of a check; none where leads are loaded. */
  readonly values: CheckValues
  readonly leads: LoadedLeads | null
  readonly payloads: Uint8Array<ArrayBuffer> | null
  readonly block: RowBlock | null
}

export type FromParser =
  | { readonly t: 'progress'; readonly rows: number; readonly share: number }
  /** Waits for a `more` each once `CREDIT` of them are under way, so that a fast reader cannot fill the memory. */
  | ({ readonly t: 'chunk' } & ParserChunk)
  | { readonly t: 'done'; readonly result: unknown }
  | { readonly t: 'failed'; readonly error: WireError; readonly detail: string }

/** About what is written while the parse thread makes a checkpoint; some 10 MB. */
export const CREDIT = 6
