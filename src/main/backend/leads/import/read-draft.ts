/** Reads rows of a file that is being imported. */

import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { secondTableAt } from '#shared/domain/leads/import/second-table.ts'
import { AppError } from '#shared/errors.ts'
import { formatOf } from '../files/read-file.ts'
import type { OpenDraft } from './import-draft.ts'
import type { MappedFacts, ParseJob, RowsRead } from './parse-jobs.ts'
import type { ParseHooks, ParseSource } from './parse-source.ts'

/** A job without the file it applies to. */
type WithoutFile<Job> = Job extends unknown
  ? Omit<Job, 'path' | 'format' | 'before' | 'aboutNo' | 'above' | 'mayHaveSections' | 'remarksAt' | 'misplacedAt'>
  : never

/**
 * Returns whether a file may have a line that applies to all rows below, a second table beside the first, remarks in
 * rows with other numbers of cells, or in place of values.
 */
const hasSections = ({ facts, hasOddRows, misplacedAt, draft }: OpenDraft): boolean =>
  hasOddRows ||
  misplacedAt.size > 0 ||
  secondTableAt(facts.header) >= 0 ||
  draft.ragged.some(({ kind }) => kind !== 'text_after_quote')

/** In a larger file, remarks that are not read for opt-outs anyway are a few tags. */
const REMARKS_BYTES = 4 * 1024 * 1024

const remarkColumns = ({ facts, notesAt }: OpenDraft, mapping: Mapping): readonly number[] =>
  facts.sizeBytes > REMARKS_BYTES
    ? []
    : [...notesAt].filter((at) => mapping[at]?.kind === 'variable' || mapping[at]?.kind === 'left_out')

/** Reads some rows, or the whole file with a job. */
export function createDraftReader(source: ParseSource) {
  function readRows(open: OpenDraft, rowNumbers: readonly number[]): Promise<RowsRead> | RowsRead {
    const width = open.facts.header.length
    const held = rowNumbers.flatMap((rowNumber) => {
      const cells = open.firstRows[rowNumber - 1]
      return cells ? [{ rowNumber, cells, ragged: cells.length > width }] : []
    })
    if (held.length === rowNumbers.length) return held
    return source.run(
      { kind: 'rows', path: open.path, format: formatOf(open.facts), rowNumbers },
      { signal: open.abort.signal },
    )
  }

  /**
   * Reads the whole file with a job; throws FILE_CHANGED if the file is not the one that was opened, regardless of
   * other errors.
   */
  async function readWhole(
    open: OpenDraft,
    job: WithoutFile<Extract<ParseJob, { kind: 'check' | 'load' }>>,
    hooks: ParseHooks,
  ): Promise<MappedFacts> {
    let facts: MappedFacts
    try {
      const { path, facts: before, draft } = open
      const { aboutNo } = draft
      const mayHaveSections = hasSections(open)
      const remarksAt = remarkColumns(open, job.mapping)
      const misplacedAt = [...open.misplacedAt].filter((at) => job.mapping[at]?.kind !== 'opt_out')
      const rules = { before, above: before.above, mayHaveSections, remarksAt, misplacedAt, aboutNo }
      facts = await source.run({ ...job, path, format: formatOf(before), ...rules }, hooks)
    } catch (error) {
      // If rows cannot be read any more, the file has changed; a missing file has its own error.
      const readAgain = error instanceof AppError && /^FILE_(?!NOT_FOUND|UNREADABLE)/.test(error.code)
      throw readAgain ? new AppError('FILE_CHANGED', { fileName: open.draft.fileName }, { cause: error }) : error
    }
    if (facts.sha256 !== open.facts.sha256) throw new AppError('FILE_CHANGED', { fileName: open.draft.fileName })
    return facts
  }
  return { readRows, readWhole }
}
