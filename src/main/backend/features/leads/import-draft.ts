/** Files that were opened and looked at, not yet lists. They live in memory: closing the app forgets them. */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ImportColumn, ImportDraft } from '#shared/contract/lists.ts'
import { recogniseColumns } from '#shared/domain/recognise-columns.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import type { Survey } from './parse-jobs.ts'
import type { ParseSource } from './parse-source.ts'
import { importsOfFile } from './queries.ts'
import type { FileFacts } from './read-file.ts'

const SAMPLES_SHOWN = 5
const SAMPLE_CHARS = 200
/** Drafts nobody came back to are forgotten, the oldest first. */
const DRAFTS_KEPT = 20
const NAME_MAX = 120

export type OpenDraft = {
  readonly draft: ImportDraft
  readonly path: string
  readonly pasted: boolean
  readonly facts: FileFacts
  readonly firstRows: readonly (readonly string[])[]
  /** Ends whatever is being done with the file. */
  readonly abort: AbortController
  checking: AbortController | null
  saving: Promise<unknown> | null
}

export type Drafts = {
  open(workspaceId: WorkspaceId, filePath: string): Promise<ImportDraft>
  paste(workspaceId: WorkspaceId, text: string): Promise<ImportDraft>
  /** Throws NOT_FOUND for one that was saved, cancelled or forgotten. */
  get(importId: string): OpenDraft
  /** Forgets a draft, ends its work, deletes pasted rows. */
  drop(importId: string): Promise<void>
  dropAll(): Promise<void>
}

export function createDrafts(deps: Deps, source: ParseSource): Drafts {
  const drafts = new Map<string, OpenDraft>()
  /** Files being read for the first time; their ids are known from the announced progress. */
  const reading = new Map<string, AbortController>()
  const pastesDir = path.join(deps.config.paths.dataDir, 'pastes')

  async function survey(workspaceId: WorkspaceId, importId: string, filePath: string, pasted: boolean) {
    const abort = new AbortController()
    reading.set(importId, abort)
    const read = await source
      .run(
        { kind: 'survey', path: filePath },
        {
          signal: abort.signal,
          onProgress: (rows, share) => deps.announce('import.progress', { importId, phase: 'read', rows, share }),
        },
      )
      .finally(() => reading.delete(importId))
    const fileName = pasted ? 'Pasted rows' : path.basename(filePath)
    if (read.facts.rowCount === 0) throw new AppError('FILE_NO_ROWS', { fileName })
    const draft = makeDraft(deps, { workspaceId, importId, fileName, read })
    drafts.set(importId, {
      draft,
      path: filePath,
      pasted,
      facts: read.facts,
      firstRows: read.firstRows,
      abort,
      checking: null,
      saving: null,
    })
    await forgetOld()
    return draft
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
    if (open.pasted) await rm(open.path, { force: true })
  }

  return {
    open: (workspaceId, filePath) => survey(workspaceId, randomUUID(), filePath, false),
    async paste(workspaceId, text) {
      if (!text.isWellFormed()) throw new AppError('FILE_UNDECODABLE', { fileName: 'Pasted rows', line: 1 })
      const importId = randomUUID()
      const filePath = path.join(pastesDir, `${importId}.csv`)
      await mkdir(pastesDir, { recursive: true, mode: 0o700 })
      try {
        await writeFile(filePath, text, { mode: 0o600 })
        return await survey(workspaceId, importId, filePath, true)
      } catch (error) {
        await rm(filePath, { force: true })
        throw error
      }
    },
    get(importId) {
      const open = drafts.get(importId)
      if (!open) throw new AppError('NOT_FOUND', { what: 'import' })
      return open
    },
    drop,
    async dropAll() {
      await Promise.all([...reading.keys(), ...drafts.keys()].map(drop))
    },
  }
}

/** Deletes rows pasted in an earlier run that never became a list. */
export function removeOldPastes(dataDir: string): void {
  rmSync(path.join(dataDir, 'pastes'), { recursive: true, force: true })
}

type DraftParts = {
  readonly workspaceId: WorkspaceId
  readonly importId: string
  readonly fileName: string
  readonly read: Survey
}

function makeDraft(deps: Deps, { workspaceId, importId, fileName, read }: DraftParts): ImportDraft {
  const { facts, issues } = read
  return {
    importId,
    workspaceId,
    fileName,
    sizeBytes: facts.sizeBytes,
    encoding: facts.encoding,
    delimiter: facts.delimiter,
    rowCount: facts.rowCount,
    columns: describeColumns(read),
    raggedRows: issues.row_too_short + issues.row_too_long + issues.text_after_quote,
    importedBefore: importsOfFile(deps.store, workspaceId, facts.sha256),
    suggestedListName: listNameFor(fileName),
  }
}

function describeColumns({ facts, filledCells, filledCounts }: Survey): readonly ImportColumn[] {
  const suggestions = recogniseColumns(
    facts.header.map((header, position) => ({ header, cells: filledCells[position] ?? [] })),
  )
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
