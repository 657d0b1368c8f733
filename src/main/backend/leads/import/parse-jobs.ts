/** Jobs of the parse thread and its messages: plain data only. */

import type { ImportDraft, ReadFormat } from '#shared/contract/leads/imports.ts'
import type { Mapping, Suggestion } from '#shared/domain/leads/import/mapping.ts'
import type { ValueToDecide } from '#shared/domain/leads/import/opt-out-cells.ts'
import type { Quirk } from '#shared/domain/leads/import/quirks.ts'
import type { Problem } from '#shared/errors.ts'
import type { OpenQuote } from '../files/open-quotes.ts'
import type { FileFacts } from '../files/read-file.ts'
import type { RowIssue } from '../files/read-table.ts'
import type { TableForm } from '../files/table-form.ts'
import type { RowBlock } from '../lists/original-rows.ts'
import type { RowRules } from '../rows/row-mapper.ts'

export type MappedJob = RowRules & {
  readonly path: string
  readonly format: Partial<ReadFormat>
  readonly before?: Pick<FileFacts, 'sha256' | 'stamp'>
  /** Lines above the table, which may explain its marks or name people. */
  readonly above?: readonly string[]
  /** False if no row can say who gets no mail except in a column for it. */
  readonly mayHaveSections?: boolean
  /** Columns of remarks that are a variable or not used, if the operator is shown what they contain. */
  readonly remarksAt?: readonly number[]
  /** Columns of values in some rows of which an opt-out stands instead. */
  readonly misplacedAt?: readonly number[]
  readonly mapping: Mapping
}

export type ParseJob =
  /** Reads the file once to its end and reports its format, its contents and whether it is complete. */
  | {
      readonly kind: 'survey'
      readonly path: string
      readonly format?: Partial<ReadFormat>
      /** Whether the file's hash is needed. */
      readonly hash: boolean
      /** Whether another thread reads the last part (`last_part`), if its beginning can be determined. */
      readonly parted?: boolean
    }
  /** Returns the file's hash, and a survey of the last part alone. */
  | { readonly kind: 'last_part'; readonly path: string; readonly format?: Partial<ReadFormat> }
  /**
   * Suggests what the columns of a surveyed file are. Not done by the backend's thread: the rules take as long to
   * compile as to apply, and the parse thread has compiled many of them during the survey.
   */
  | ({ readonly kind: 'recognise'; readonly path: string; readonly header: readonly string[] } & Pick<
      Survey,
      'filledCells' | 'partlyRead' | 'firstRows'
    >)
  /**
   * Returns the header and some rows in a format other than the detected one, for display, from just before a line on.
   */
  | {
      readonly kind: 'peek'
      readonly path: string
      readonly format: Partial<ReadFormat>
      readonly count: number
      readonly nearLine: number
    }
  /** Returns some rows by their numbers, in ascending order. */
  | {
      readonly kind: 'rows'
      readonly path: string
      readonly format: Partial<ReadFormat>
      readonly rowNumbers: readonly number[]
    }
  /** Writes the table as rows of cells into another file. */
  | {
      readonly kind: 'rewrite'
      readonly path: string
      readonly format: Partial<ReadFormat>
      readonly form: TableForm
      readonly into: string
    }
  /** Writes the text without unclosed quotes into another file, provided that only their lines are unreliable. */
  | {
      readonly kind: 'mend'
      readonly path: string
      readonly format: Partial<ReadFormat>
      readonly into: string
    }
  /** Returns each row's own gate and address, for counting. */
  | (MappedJob & { readonly kind: 'check' })
  /** Returns each row ready to insert. */
  | (MappedJob & { readonly kind: 'load'; readonly storePath: string })

export type Survey = {
  readonly facts: FileFacts
  /** The first rows unchanged, for previews. */
  readonly firstRows: readonly (readonly string[])[]
  /** Per column: non-empty cells of the first rows. */
  readonly filledCells: readonly (readonly string[])[]
  /** Columns of answers, states and remarks of which cells were not examined, so any of them may contain an opt-out. */
  readonly partlyRead: ReadonlySet<number>
  /** Per column: number of rows with a non-empty cell. */
  readonly filledCounts: readonly number[]
  /** Number of irregular rows, by kind of irregularity. */
  readonly issues: Readonly<Record<RowIssue, number>>
  /** The numbers of the first of these rows. */
  readonly issueRows: Readonly<Record<RowIssue, readonly number[]>>
  /** Number of cells of which only the beginning is examined, by column position. */
  readonly longCells: ReadonlyMap<number, number>
  /** Columns of values in some rows of which an opt-out stands instead. */
  readonly misplacedAt: ReadonlySet<number>
  /** Whether there are rows with hardly any filled cell, or with more cells than the header; or lists beside the rows. */
  readonly hasOddRows: boolean
}

/** What was found in some rows of a file. */
export type SurveyPart = Omit<Survey, 'facts'> & {
  /** Per column of answers and states: its distinct short cells, if they are few. Per other column: its opt-outs. */
  readonly words: ReadonlyMap<number, ReadonlySet<string>>
}

/** A complete survey, or one of the rows before the last part, in which case `facts` are incomplete. */
export type Surveyed =
  | { readonly whole: Survey }
  | { readonly facts: FileFacts; readonly beginning: SurveyPart; readonly endedAt: number }

export type LastPartSurveyed = {
  readonly sha256: string
  /** Null if the file cannot be split, or its last part cannot be read; one thread then reads all of it. */
  readonly lastPart: {
    readonly seen: SurveyPart
    readonly rowCount: number
    readonly beganAt: number
    readonly sizeBytes: number
  } | null
}

export type Recognised = {
  /** By column. */
  readonly suggestions: readonly Suggestion[]
  /** Columns of remarks. */
  readonly notesAt: ReadonlySet<number>
  readonly quirks: readonly Quirk[]
  readonly source: ImportDraft['source']
}

/** Rows with very long cells cut, and whether they were irregular; fewer than wanted if they are very long. */
export type RowsRead = readonly {
  readonly rowNumber: number
  readonly cells: readonly string[]
  readonly ragged: boolean
}[]

export type Peek = {
  readonly format: ReadFormat
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * Leads ready to be stored, without their payloads, which are bytes (`payload-bytes.ts`). Numbers are transferred
 * between threads without copying; individual values would each be created again on the other side.
 */
export type LoadedLeads = {
  /**
   * Four numbers per lead (`NUMBERS_WIDTH`): row number (negative for a lead derived from that row), gate, end of its
   * payload among those of the chunk, 1 if the file says whether the address was verified.
   */
  readonly numbers: Int32Array<ArrayBuffer>
  /** Five texts per lead (`TEXTS_WIDTH`): email, first name, last name, company, job title. */
  readonly texts: readonly (string | null)[]
  /** Further addresses as JSON, by the lead's index in the chunk; few leads have any. */
  readonly others: ReadonlyMap<number, string>
}
export const NUMBERS_WIDTH = 4
export const TEXTS_WIDTH = 5

/**
 * The same with the payloads as texts, for comparing them. Flat, ten values per lead: row number, gate, email, payload,
 * other addresses, first name, last name, company, job title, 1 if the file says whether the address was verified.
 */
export type LoadValues = readonly (string | number | null)[]
export const LOAD_WIDTH = 10

/** Flat, four values per lead, as `GateCounter.add` takes them: gate, address, marks, row. */
export type CheckValues = readonly (string | number | null)[]
export const CHECK_WIDTH = 4

/** How the text was read, and the lines that are not rows. */
export type MendedText = Pick<ReadFormat, 'encoding' | 'delimiter'> & { readonly quotes: readonly OpenQuote[] }

/** `asked`: values about whose people the operator decides. */
export type MappedFacts = FileFacts & { readonly asked: readonly ValueToDecide[] }

export type ParseResult = {
  readonly survey: Surveyed
  readonly last_part: LastPartSurveyed
  readonly recognise: Recognised
  readonly peek: Peek
  readonly rows: RowsRead
  readonly rewrite: undefined
  readonly mend: MendedText | null
  readonly check: MappedFacts
  readonly load: MappedFacts
}

/** `more` returns the memory of a chunk's payloads for reuse. */
export type ToParser =
  | { readonly t: 'job'; readonly job: ParseJob }
  | { readonly t: 'more'; readonly spare?: ArrayBuffer | undefined }

export type ParserChunk = {
  /** Values of a check; empty if leads are loaded. */
  readonly values: CheckValues
  readonly leads: LoadedLeads | null
  readonly payloads: Uint8Array<ArrayBuffer> | null
  readonly block: RowBlock | null
}

export type FromParser =
  | { readonly t: 'progress'; readonly rows: number; readonly share: number }
  /**
   * Once `CREDIT` chunks are pending, each further one waits for a `more`, so that a fast reader cannot fill the
   * memory.
   */
  | ({ readonly t: 'chunk' } & ParserChunk)
  | { readonly t: 'done'; readonly result: unknown }
  | { readonly t: 'failed'; readonly error: Problem; readonly detail: string }

/** About as much as is written while the parse thread makes a checkpoint; some 10 MB. */
export const CREDIT = 6
