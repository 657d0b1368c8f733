/** Files that were opened and looked at, not yet lists. They live in memory: closing the app forgets them. */
import { randomUUID } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FormatWish, ImportColumn, ImportDraft } from '#shared/contract/leads/lists.ts'
import type { Suggestion } from '#shared/domain/leads/import/mapping.ts'
import { findQuirks, type Quirk } from '#shared/domain/leads/import/quirks.ts'
import { recogniseColumns } from '#shared/domain/leads/import/recognise-columns.ts'
import { recogniseSource } from '#shared/domain/leads/import/recognise-source.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Deps } from '../../core/deps.ts'
import { templatesFor } from './import-templates.ts'
import { findKnownList } from './known-list.ts'
import type { ParseJob, Survey } from './parse-jobs.ts'
import type { ParseHooks, ParseSource } from './parse-source.ts'
import { importsOfFile } from './queries.ts'
import { type FileFacts, type FileFormat, formatOf } from './read-file.ts'
import { businessNameOfKind, rememberedFor } from './remembered-mappings.ts'
import { completeSurvey, joinParts } from './survey.ts'

const SAMPLES_SHOWN = 5
const SAMPLE_CHARS = 200
/** Drafts nobody came back to are forgotten, the oldest first. */
const DRAFTS_KEPT = 20
const NAME_MAX = 120
/** Smaller files are read sooner than a second thread begins. */
const PARTED_BYTES = 16 * 1024 * 1024

export type OpenDraft = {
  readonly draft: ImportDraft
  readonly path: string
  /** Made here (pasted, pulled) and deleted with the draft. */
  readonly ours: boolean
  readonly facts: FileFacts
  readonly firstRows: readonly (readonly string[])[]
  /** Ends whatever is being done with the file. */
  readonly abort: AbortController
  checking: AbortController | null
  saving: Promise<unknown> | null
  /** Told once its rows are a list. */
  readonly saved: ((listId: ListId) => Promise<void>) | null
  /** The list its rows went into the last time. */
  readonly lastList: ListId | null
}

/** A file another feature made here, to be opened like any other and deleted with its draft. */
export type MadeFile = {
  readonly path: string
  readonly name: string
  /** The list the same question was saved into before; null for none. */
  readonly lastList: ListId | null
  /** How it is read, where nothing is to be found out. */
  readonly format?: FormatWish
  saved(listId: ListId): Promise<void>
}

export type Drafts = {
  open(workspaceId: WorkspaceId, filePath: string, format?: FormatWish): Promise<ImportDraft>
  /** Reads an opened file by another format; throws FILE_* and keeps the old reading where that cannot be done. */
  reread(importId: string, format: FormatWish): Promise<ImportDraft>
  paste(workspaceId: WorkspaceId, text: string): Promise<ImportDraft>
  openMade(workspaceId: WorkspaceId, file: MadeFile): Promise<ImportDraft>
  /** Throws NOT_FOUND for one that was saved, cancelled or forgotten. */
  get(importId: string): OpenDraft
  /** Forgets a draft, ends its work, deletes pasted rows. */
  drop(importId: string): Promise<void>
  /** The same for everything opened for one workspace. */
  dropOf(workspaceId: WorkspaceId): Promise<void>
  dropAll(): Promise<void>
}

export function createDrafts(deps: Deps, source: ParseSource): Drafts {
  const drafts = new Map<string, OpenDraft>()
  /** Files being read for the first time; their ids are known from the announced progress. */
  const reading = new Map<string, AbortController>()
  const pastesDir = path.join(deps.config.paths.dataDir, 'pastes')

  async function survey(
    workspaceId: WorkspaceId,
    importId: string,
    filePath: string,
    made: Made | null,
    format?: FormatWish,
  ) {
    const abort = new AbortController()
    reading.set(importId, abort)
    const read = await look(filePath, format, {
      signal: abort.signal,
      onProgress: (rows, share) => {
        deps.announce('import.progress', { importId, phase: 'read', rows, share })
        tryRules()
      },
    }).finally(() => reading.delete(importId))
    const fileName = made?.name ?? path.basename(filePath)
    if (read.facts.rowCount === 0) throw new AppError('FILE_NO_ROWS', { fileName })
    const lastList = made?.lastList ?? null
    const draft = makeDraft(deps, { workspaceId, importId, fileName, read, lastList })
    drafts.set(importId, {
      draft,
      path: filePath,
      ours: made !== null,
      facts: read.facts,
      firstRows: read.firstRows,
      abort,
      checking: null,
      saving: null,
      saved: made?.saved ?? null,
      lastList,
    })
    await forgetOld()
    return draft
  }

  /** A big file is read by two threads: one begins, the other hashes it and reads its last part. */
  async function look(filePath: string, format: FormatWish | undefined, hooks: ParseHooks): Promise<Survey> {
    const job = { path: filePath, ...(format ? { format: asFormat(format) } : {}) }
    if (sizeOf(filePath) < PARTED_BYTES) return lookAlone({ ...job, hash: true }, hooks)
    // Both are waited for, also where one fails: afterwards nothing holds the file open.
    const [surveyed, further] = await Promise.allSettled([
      source.run({ kind: 'survey', hash: false, parted: true, ...job }, hooks),
      source.run({ kind: 'rest', ...job }, { signal: hooks.signal }),
    ])
    if (surveyed.status === 'rejected') throw surveyed.reason
    if (further.status === 'rejected') throw further.reason
    const { sha256, rest } = further.value
    if ('whole' in surveyed.value) return hashed(surveyed.value.whole, sha256)
    const { facts, beginning, endedAt } = surveyed.value
    if (rest?.beganAt !== endedAt) return hashed(await lookAlone({ ...job, hash: false }, hooks), sha256)
    const rowCount = facts.rowCount + rest.rowCount
    return completeSurvey({ ...facts, sha256, rowCount, sizeBytes: rest.sizeBytes }, joinParts(beginning, rest.seen))
  }

  async function lookAlone(job: Omit<ParseJob & { kind: 'survey' }, 'kind'>, hooks: ParseHooks): Promise<Survey> {
    const surveyed = await source.run({ kind: 'survey', ...job }, hooks)
    if (!('whole' in surveyed)) throw new Error('a file was not read to its end')
    return surveyed.whole
  }

  async function forgetOld() {
    const idle = [...drafts.values()].filter((open) => !open.saving)
    for (const open of idle.slice(0, Math.max(0, drafts.size - DRAFTS_KEPT))) await drop(open.draft.importId)
  }

  async function drop(importId: string) {
    reading.get(importId)?.abort()
    const open = drafts.get(importId)
    if (!open) return
    drafts.delete(importId)
    open.abort.abort()
    open.checking?.abort()
    // A save that is being ended still reads the file until it has noticed.
    await open.saving?.catch(() => undefined)
    if (open.ours) await rm(open.path, { force: true })
  }

  return {
    open: (workspaceId, filePath, format) => survey(workspaceId, randomUUID(), filePath, null, format),
    async reread(importId, format) {
      const open = drafts.get(importId)
      if (!open || open.saving) throw new AppError('NOT_FOUND', { what: 'import' })
      open.checking?.abort()
      const made = open.ours ? { name: open.draft.fileName, saved: open.saved, lastList: open.lastList } : null
      return survey(open.draft.workspaceId, importId, open.path, made, format)
    },
    async paste(workspaceId, text) {
      if (!text.isWellFormed()) throw new AppError('FILE_UNDECODABLE', { fileName: 'Pasted rows', line: 1 })
      const importId = randomUUID()
      const filePath = path.join(pastesDir, `${importId}.csv`)
      await mkdir(pastesDir, { recursive: true, mode: 0o700 })
      try {
        await writeFile(filePath, text, { mode: 0o600 })
        return await survey(workspaceId, importId, filePath, {
          name: textsOf[operatorLanguage(deps)].lists.pasteDialog.fileName,
          saved: null,
          lastList: null,
        })
      } catch (error) {
        await rm(filePath, { force: true })
        throw error
      }
    },
    openMade: (workspaceId, file) => survey(workspaceId, randomUUID(), file.path, file, file.format),
    get(importId) {
      const open = drafts.get(importId)
      if (!open) throw new AppError('NOT_FOUND', { what: 'import' })
      return open
    },
    drop,
    async dropOf(workspaceId) {
      const own = [...drafts.values()].filter(({ draft }) => draft.workspaceId === workspaceId)
      await Promise.all(own.map(({ draft }) => drop(draft.importId)))
    },
    async dropAll() {
      await Promise.all([...reading.keys(), ...drafts.keys()].map(drop))
    },
  }
}

/** Cells that meet most rules, and make nothing of it. */
const trial = [
  { header: 'Wer', cells: ['Ann Lee', 'Zoë Łukasz'] },
  { header: 'Was', cells: ['x, 12', '12 %'] },
  { header: 'Mail', cells: ['ann@acme.example'] },
]
let areRulesTried = false

/**
 * A rule is compiled when it is first used, and all of them take as long for that as for the columns of a file. While the
 * first one is read, nobody waits for it.
 */
function tryRules(): void {
  if (areRulesTried) return
  areRulesTried = true
  findQuirks(trial, recogniseColumns(trial, []))
}

const hashed = (survey: Survey, sha256: string): Survey => ({ ...survey, facts: { ...survey.facts, sha256 } })

/** 0 where it cannot be told: who reads it says why. */
function sizeOf(filePath: string): number {
  try {
    return statSync(filePath).size
  } catch {
    return 0
  }
}

/** Deletes rows pasted in an earlier run that never became a list. */
export function removeOldPastes(dataDir: string): void {
  rmSync(path.join(dataDir, 'pastes'), { recursive: true, force: true })
}

/** What is known of a file made here. */
type Made = Pick<MadeFile, 'name' | 'lastList'> & { readonly saved: MadeFile['saved'] | null }

type DraftParts = {
  readonly workspaceId: WorkspaceId
  readonly importId: string
  readonly fileName: string
  readonly read: Survey
  readonly lastList: ListId | null
}

/** A wish without what was left open. */
export const asFormat = (wish: FormatWish): Partial<FileFormat> =>
  Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))

function makeDraft(deps: Deps, { workspaceId, importId, fileName, read, lastList }: DraftParts): ImportDraft {
  const { facts, issues } = read
  const looks = facts.header.map((header, position) => ({ header, cells: read.filledCells[position] ?? [] }))
  const suggestions = recogniseColumns(looks, read.firstRows)
  const source = recogniseSource(facts.header)
  const kind = { header: facts.header, source: source?.id ?? null }
  return {
    importId,
    workspaceId,
    fileName,
    sizeBytes: facts.sizeBytes,
    encoding: facts.encoding,
    delimiter: facts.delimiter,
    rowCount: facts.rowCount,
    columns: describeColumns(read, suggestions),
    raggedRows: issues.row_too_short + issues.row_too_long + issues.text_after_quote,
    importedBefore: importsOfFile(deps.store, workspaceId, facts.sha256),
    suggestedListName: listNameFor(fileName),
    format: formatOf(facts),
    sheets: facts.sheets,
    source,
    quirks: [...findQuirks(looks, suggestions), ...longCellsOf(read)],
    templates: templatesFor(deps.store, workspaceId, facts.header),
    remembered: rememberedFor(deps.store, workspaceId, kind),
    businessAsFirstName: businessNameOfKind(deps.store, workspaceId, kind),
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

/** `leads_berlin-2026 (1).csv` → `leads berlin-2026 (1)`. */
function listNameFor(fileName: string): string {
  const name = fileName
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .slice(0, NAME_MAX)
  return name === '' ? 'Leads' : name
}
