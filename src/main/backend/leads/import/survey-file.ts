/** Examines a file once and keeps the findings until it is imported or discarded. */

import { statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { FormatOptions, ImportColumn, ImportDraft, ReadFormat } from '#shared/contract/leads/imports.ts'
import { withoutDirectionMarks } from '#shared/domain/core/direction-marks.ts'
import { isStructured } from '#shared/domain/leads/import/detect-bytes.ts'
import type { Suggestion } from '#shared/domain/leads/import/mapping.ts'
import { isAskedTitle, isOptOutTitle } from '#shared/domain/leads/import/opt-out-titles.ts'
import type { Quirk, QuirkCode } from '#shared/domain/leads/import/quirks.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { OpenQuote } from '../files/open-quotes.ts'
import { type FileFacts, formatOf } from '../files/read-file.ts'
import { delimiterOfForm, detectTableForm } from '../files/table-form.ts'
import { importsOfFile } from '../lists/queries.ts'
import type { GeneratedFile, OpenDraft } from './import-draft.ts'
import { templatesFor } from './import-templates.ts'
import { findKnownList } from './known-list.ts'
import { optOutTitleOf } from './opt-out-title.ts'
import type { ParseJob, Recognised, Survey } from './parse-jobs.ts'
import type { ParseHooks, ParseSource } from './parse-source.ts'
import { isPasted, newOwnFile, removeOwnFile } from './pasted-rows.ts'
import { businessNameOfKind, findRememberedMapping } from './remembered-mappings.ts'
import { completeSurvey, joinParts } from './survey.ts'

const SAMPLES_SHOWN = 5

const SAMPLE_CHARS = 200

/** Abandoned drafts are discarded, oldest first. */
const DRAFTS_KEPT = 20

const NAME_MAX = 120

/** Smaller files are read faster than a second thread starts. */
const PARTED_BYTES = 16 * 1024 * 1024

const withHash = (seen: Survey, sha256: string): Survey => ({ ...seen, facts: { ...seen.facts, sha256 } })

/** Returns 0 if the size cannot be determined; reading the file will report why. */
function sizeOf(filePath: string): number {
  try {
    return statSync(filePath).size
  } catch {
    return 0
  }
}

/** What is known about a file created by the app. */
type GeneratedFileInfo = Pick<GeneratedFile, 'name' | 'lastList'> & { readonly saved?: GeneratedFile['saved'] | null }

type DraftParts = {
  readonly workspaceId: WorkspaceId
  readonly importId: string
  readonly fileName: string
  readonly read: Survey
  readonly recognised: Recognised
  /** Facts of the file as it was opened; differs from the one read if its table was rewritten. */
  readonly opened: FileFacts
  /** Lines of the file that are not rows. */
  readonly quotes: readonly OpenQuote[]
  readonly lastList: ListId | null
}

function makeDraft(
  deps: Deps,
  { workspaceId, importId, fileName, read, recognised, opened, quotes, lastList }: DraftParts,
): ImportDraft {
  const { facts, issues } = read
  const { encoding, delimiter, sheet } = opened
  const others = opened.sheets.filter((name) => name !== sheet)
  const { suggestions, quirks, source } = recognised
  const kind = { header: facts.header, source: source?.id ?? null }
  return {
    importId,
    workspaceId,
    fileName,
    sha256: facts.sha256,
    sizeBytes: opened.sizeBytes,
    encoding,
    delimiter,
    rowCount: facts.rowCount,
    columns: describeColumns(read, suggestions),
    raggedRows: issues.row_too_short + issues.row_too_long + issues.text_after_quote,
    ragged: (['row_too_short', 'row_too_long', 'text_after_quote'] as const)
      .map((issue) => ({ kind: issue, rows: issues[issue], first: read.issueRows[issue] }))
      .filter(({ rows }) => rows > 0),
    importedBefore: importsOfFile(deps.store, workspaceId, facts.sha256),
    suggestedListName: listNameFor(fileName),
    format: { ...formatOf(facts), encoding, delimiter, sheet },
    sheets: opened.sheets,
    noSheets: others.filter(isOptOutTitle),
    askedSheets: others.filter((name) => isAskedTitle(name) && !isOptOutTitle(name)),
    source,
    quirks: [
      ...quirks,
      ...longCellsOf(read),
      ...(opened === facts || quotes.length > 0 ? [] : [rowsQuirk('rewritten', facts.rowCount)]),
      ...openQuotesOf(quotes),
      ...(opened.hiddenRows === 0 ? [] : [rowsQuirk('hidden_rows', opened.hiddenRows)]),
    ],
    templates: templatesFor(deps.store, workspaceId, facts.header),
    remembered: findRememberedMapping(deps.store, workspaceId, kind),
    businessAsFirstName: businessNameOfKind(deps.store, workspaceId, kind),
    aboutNo: optOutTitleOf(opened, fileName),
    knownList: findKnownList(deps.store, { workspaceId, lastList, fileName, header: facts.header }),
  }
}

const longCellsOf = ({ longCells }: Survey): readonly Quirk[] =>
  longCells.size === 0
    ? []
    : [
        {
          code: 'long_cells',
          columns: [...longCells.keys()].toSorted((a, b) => a - b),
          cells: [...longCells.values()].reduce((sum, count) => sum + count, 0),
          example: null,
        },
      ]

/** The number before the text is the line number. */
const openQuotesOf = ([first, ...more]: readonly OpenQuote[]): readonly Quirk[] =>
  first === undefined
    ? []
    : [
        {
          code: 'open_quotes',
          columns: [],
          cells: more.length + 1,
          example: { before: `${first.line}: ${first.text.slice(0, SAMPLE_CHARS).toWellFormed()}`, after: '' },
        },
      ]

const rowsQuirk = (code: QuirkCode, rows: number): Quirk => ({ code, columns: [], cells: rows, example: null })

function describeColumns(
  { facts, filledCells, filledCounts }: Survey,
  suggestions: readonly Suggestion[],
): readonly ImportColumn[] {
  return facts.header.map((header, position) => ({
    position,
    header,
    samples: (filledCells[position] ?? []).slice(0, SAMPLES_SHOWN).map((cell) => cell.slice(0, SAMPLE_CHARS)),
    filled: (filledCounts[position] ?? 0) / facts.rowCount,
    suggestion: suggestions[position] as ImportColumn['suggestion'],
  }))
}

/** Returns the list name for a file name: `leads_berlin-2026 (1).csv` → `leads berlin-2026 (1)`. */
function listNameFor(fileName: string): string {
  const name = withoutDirectionMarks(fileName)
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[_\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, NAME_MAX)
  return name === '' ? 'Leads' : name
}

/** Removes the requested format options that are not set. */
export const definedOptions = (options: FormatOptions): Partial<ReadFormat> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

export type DraftContext = ReturnType<typeof createDraftContext>

/** Starts without any drafts. */
export function createDraftContext(deps: Deps, source: ParseSource) {
  const drafts = new Map<string, OpenDraft>()
  /** Files being read for the first time; their ids are known from the progress reports. */
  const reading = new Map<string, AbortController>()
  return { reading, deps, drafts, source }
}

/** Examines a file and keeps the findings as a draft. */
export async function surveyIntoDraft(
  drafting: DraftContext,
  workspaceId: WorkspaceId,
  importId: string,
  filePath: string,
  made: GeneratedFileInfo | null,
  format?: FormatOptions,
) {
  const { reading, deps } = drafting
  const abort = new AbortController()
  reading.set(importId, abort)
  const hooks: ParseHooks = {
    signal: abort.signal,
    onProgress: (rows, share) => deps.announce('import.progress', { importId, phase: 'read', rows, share }),
  }
  const fileName = made?.name ?? path.basename(filePath)
  const { copy, read, ...found } = await examine(drafting, { filePath, fileName, format }, hooks).finally(() =>
    reading.delete(importId),
  )
  const lastList = made?.lastList ?? null
  const draft = {
    ...makeDraft(deps, { workspaceId, importId, fileName, read, lastList, ...found }),
    ...(isPasted(deps, filePath) ? { pastedFile: filePath } : {}),
  }
  const before = drafting.drafts.get(importId)
  if (before?.rewrittenFrom) await rm(before.path, { force: true })
  const opened = { path: filePath, ours: made !== null }
  drafting.drafts.set(importId, {
    draft,
    ...(copy ? { path: copy.path, ours: true, rewrittenFrom: opened } : { ...opened, rewrittenFrom: null }),
    facts: read.facts,
    firstRows: read.firstRows,
    hasOddRows: read.hasOddRows,
    misplacedAt: read.misplacedAt,
    notesAt: found.recognised.notesAt,
    abort,
    checking: null,
    saving: null,
    saved: made?.saved ?? null,
    lastList,
  })
  await discardOldDrafts(drafting)
  return draft
}

/** Surveys a file and recognises its columns; a copy of it is removed again if that fails. */
async function examine(
  drafting: DraftContext,
  file: { readonly filePath: string; readonly fileName: string; readonly format: FormatOptions | undefined },
  hooks: ParseHooks,
) {
  const { filePath, fileName, format } = file
  const { first, copy, quotes } = await surveyWithCopies(drafting, filePath, format, hooks)
  const read = copy?.read ?? first
  try {
    if (read.facts.rowCount === 0) throw new AppError('FILE_NO_ROWS', { fileName })
    const { facts, filledCells, partlyRead, firstRows } = read
    const job = { path: filePath, header: facts.header, filledCells, partlyRead, firstRows }
    const recognised = await drafting.source.run({ kind: 'recognise', ...job }, { signal: hooks.signal })
    return { copy, read, recognised, opened: first.facts, quotes }
  } catch (error) {
    if (copy) await rm(copy.path, { force: true })
    throw error
  }
}

/** Returns the file that the operator, or another feature, opened. */
export const openedFile = (open: OpenDraft): { readonly path: string; readonly ours: boolean } =>
  open.rewrittenFrom ?? open

type FileSurvey = {
  readonly first: Survey
  readonly copy: { readonly path: string; readonly read: Survey } | null
  readonly quotes: readonly OpenQuote[]
}

/**
 * Examines a file. If its table is not stored as rows of cells, examines a copy in which it is; if a quote is not
 * closed, a copy without it.
 */
async function surveyWithCopies(
  drafting: DraftContext,
  filePath: string,
  format: FormatOptions | undefined,
  hooks: ParseHooks,
): Promise<FileSurvey> {
  let first: Survey
  try {
    first = await surveyInParts(drafting, filePath, format, hooks)
  } catch (error) {
    const isOpen = hasCode(error, 'FILE_UNCLOSED_QUOTE')
    const mended = isOpen ? await surveyWithoutQuotes(drafting, filePath, format, hooks) : null
    if (mended === null) throw error
    return mended
  }
  // The quote may have ended where another one begins, with the rows between them in one cell.
  const isUneven = Object.values(first.issues).some((rows) => rows > 0)
  const mended =
    isUneven && !isStructured(first.facts.encoding)
      ? await surveyWithoutQuotes(drafting, filePath, format, hooks)
      : null
  if (mended !== null) return mended
  // A delimiter chosen by the operator is not overridden.
  const form = format?.delimiter === undefined ? detectTableForm(first.facts, first.firstRows) : null
  if (form === null) return { first, copy: null, quotes: [] }
  return withNewCopy(drafting, async (into) => {
    const job = { path: filePath, format: formatOf(first.facts), form, into }
    await drafting.source.run({ kind: 'rewrite', ...job }, { signal: hooks.signal })
    const read = await surveyInParts(drafting, into, { encoding: 'utf-8', delimiter: delimiterOfForm(form) }, hooks)
    return { first, copy: { path: into, read }, quotes: [] }
  })
}

/** Creates a file that belongs to the draft; if that fails, nothing of it is left behind. */
async function withNewCopy<T>({ deps }: DraftContext, make: (into: string) => Promise<T>): Promise<T> {
  const into = newOwnFile(deps)
  try {
    await mkdir(path.dirname(into), { recursive: true, mode: 0o700 })
    return await make(into)
  } catch (error) {
    await rm(into, { force: true })
    throw error
  }
}

/** Returns a copy of the file in which the lines of unclosed quotes are not rows; null if more is unreliable. */
async function surveyWithoutQuotes(
  drafting: DraftContext,
  filePath: string,
  format: FormatOptions | undefined,
  hooks: ParseHooks,
): Promise<FileSurvey | null> {
  return withNewCopy(drafting, async (into) => {
    const job = { path: filePath, format: format ? definedOptions(format) : {}, into }
    const mended = await drafting.source.run({ kind: 'mend', ...job }, { signal: hooks.signal })
    if (mended === null) return null
    const { encoding, delimiter, quotes } = mended
    const read = await surveyInParts(drafting, into, { ...format, encoding: 'utf-8', delimiter }, hooks)
    const opened = { ...read.facts, encoding, sizeBytes: sizeOf(filePath) }
    return { first: { ...read, facts: opened }, copy: { path: into, read }, quotes }
  })
}

/** Examines a big file with two threads: one reads the beginning, the other hashes the file and reads its last part. */
async function surveyInParts(
  drafting: DraftContext,
  filePath: string,
  format: FormatOptions | undefined,
  hooks: ParseHooks,
): Promise<Survey> {
  const { source } = drafting
  const job = { path: filePath, ...(format ? { format: definedOptions(format) } : {}) }
  if (sizeOf(filePath) < PARTED_BYTES) return surveyAlone(drafting, { ...job, hash: true }, hooks)
  // Waits for both, even if one fails, so that nothing keeps the file open afterwards.
  const [surveyed, last] = await Promise.allSettled([
    source.run({ kind: 'survey', hash: false, parted: true, ...job }, hooks),
    source.run({ kind: 'last_part', ...job }, { signal: hooks.signal }),
  ])
  if (surveyed.status === 'rejected') throw surveyed.reason
  if (last.status === 'rejected') throw last.reason
  const { sha256, lastPart } = last.value
  if ('whole' in surveyed.value) return withHash(surveyed.value.whole, sha256)
  const { facts, beginning, endedAt } = surveyed.value
  if (lastPart?.beganAt !== endedAt)
    return withHash(await surveyAlone(drafting, { ...job, hash: false }, hooks), sha256)
  const rowCount = facts.rowCount + lastPart.rowCount
  return completeSurvey(
    { ...facts, sha256, rowCount, sizeBytes: lastPart.sizeBytes },
    joinParts(beginning, lastPart.seen),
  )
}

async function surveyAlone(
  drafting: DraftContext,
  job: Omit<ParseJob & { kind: 'survey' }, 'kind'>,
  hooks: ParseHooks,
): Promise<Survey> {
  const surveyed = await drafting.source.run({ kind: 'survey', ...job }, hooks)
  if (!('whole' in surveyed)) throw new Error('a file was not read to its end')
  return surveyed.whole
}

async function discardOldDrafts(drafting: DraftContext) {
  const { drafts } = drafting
  const idle = [...drafts.values()].filter((open) => !open.saving)
  for (const open of idle.slice(0, Math.max(0, drafts.size - DRAFTS_KEPT)))
    await discardDraft(drafting, open.draft.importId)
}

/** Discards a draft and stops examining its file. Pasted rows that another draft has opened stay. */
export async function discardDraft(drafting: DraftContext, importId: string, { keepPasted = false } = {}) {
  const { drafts, deps } = drafting
  drafting.reading.get(importId)?.abort()
  const open = drafts.get(importId)
  if (!open) return
  drafts.delete(importId)
  open.abort.abort()
  open.checking?.abort()
  // A save that is being cancelled reads the file until it notices.
  await open.saving?.catch(() => undefined)
  const inUse = new Set([...drafts.values()].map((other) => openedFile(other).path))
  for (const { path: file, ours } of [open, openedFile(open)]) {
    const stays = inUse.has(file) || (keepPasted && isPasted(deps, file))
    if (ours && !stays) await removeOwnFile(deps, file)
  }
}
