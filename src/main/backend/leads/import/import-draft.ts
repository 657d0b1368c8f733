/**
 * Files that were opened and examined but are not lists yet. They are kept in memory only; what was pasted stays on disk,
 * so that the next start can offer it again.
 */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { FormatOptions, ImportDraft } from '#shared/contract/leads/imports.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Deps } from '../../core/deps.ts'
import type { FileFacts } from '../files/read-file.ts'
import type { ParseSource } from './parse-source.ts'
import { isPasted, removeOwnFile, removePastesOf, withPastedRows } from './pasted-rows.ts'
import { createDraftContext, discardDraft, openedFile, surveyIntoDraft } from './survey-file.ts'

export type OpenDraft = {
  readonly draft: ImportDraft
  readonly path: string
  /** Whether the file was created by the app (pasted, pulled) and is deleted with the draft. */
  readonly ours: boolean
  /** The file as it was opened, if `path` is its table rewritten as rows of cells. */
  readonly rewrittenFrom: { readonly path: string; readonly ours: boolean } | null
  readonly facts: FileFacts
  readonly firstRows: readonly (readonly string[])[]
  readonly hasOddRows: boolean
  readonly misplacedAt: ReadonlySet<number>
  /** Columns of remarks. */
  readonly notesAt: ReadonlySet<number>
  /** Cancels any work on the file. */
  readonly abort: AbortController
  checking: AbortController | null
  saving: Promise<unknown> | null
  /** Called once its rows are a list. */
  readonly saved: GeneratedFile['saved'] | null
  /** The list its rows were saved into last time. */
  readonly lastList: ListId | null
}

/** A file created by another feature, to be opened like any other and deleted with its draft. */
export type GeneratedFile = {
  readonly path: string
  readonly name: string
  /** The list the same query was saved into before; null if there is none. */
  readonly lastList: ListId | null
  /** How to read it, if nothing has to be detected. */
  readonly format?: FormatOptions
  /** Called in the transaction that stores the list. What it returns runs afterwards, and may fail. */
  readonly saved?: (listId: ListId) => () => Promise<void>
}

export type Drafts = {
  open(workspaceId: WorkspaceId, filePath: string, format?: FormatOptions): Promise<ImportDraft>
  /** Reads an opened file in another format; throws FILE_* and keeps the previous reading if that fails. */
  reread(importId: string, format: FormatOptions): Promise<ImportDraft>
  paste(workspaceId: WorkspaceId, text: string): Promise<ImportDraft>
  openMade(workspaceId: WorkspaceId, file: GeneratedFile): Promise<ImportDraft>
  /** Throws NOT_FOUND if it was saved, cancelled or discarded. */
  get(importId: string): OpenDraft
  /** Discards a draft, cancels its work and deletes pasted rows. */
  drop(importId: string): Promise<void>
  /** Does the same for everything opened for a workspace. */
  dropOf(workspaceId: WorkspaceId): Promise<void>
  /** Deletes rows pasted in an earlier run, unless they are open. Any other file stays. */
  discardPasted(file: string): Promise<void>
  /** Closes everything at the end of the app; what was pasted stays on disk. */
  closeAll(): Promise<void>
}

export function createDrafts(deps: Deps, source: ParseSource): Drafts {
  const drafting = createDraftContext(deps, source)
  const { drafts, reading } = drafting

  return {
    open(workspaceId, filePath, format) {
      const made = isPasted(deps, filePath) ? { name: path.basename(filePath), lastList: null } : null
      return surveyIntoDraft(drafting, workspaceId, randomUUID(), filePath, made, format)
    },
    async reread(importId, format) {
      const open = drafts.get(importId)
      if (!open || open.saving) throw new AppError('NOT_FOUND', { what: 'import' })
      open.checking?.abort()
      const { path: filePath, ours } = openedFile(open)
      const made = ours ? { name: open.draft.fileName, saved: open.saved, lastList: open.lastList } : null
      return surveyIntoDraft(drafting, open.draft.workspaceId, importId, filePath, made, format)
    },
    async paste(workspaceId, text) {
      if (!text.isWellFormed()) throw new AppError('FILE_UNDECODABLE', { fileName: 'Pasted rows', line: 1 })
      const name = backendTexts[operatorLanguage(deps)].lists.pasteDialog.fileName
      return withPastedRows(deps, { name, text }, (file) =>
        surveyIntoDraft(drafting, workspaceId, randomUUID(), file, { name, lastList: null }),
      )
    },
    openMade: (workspaceId, file) => surveyIntoDraft(drafting, workspaceId, randomUUID(), file.path, file, file.format),
    get(importId) {
      return requireFound(drafts.get(importId), 'import')
    },
    drop: (importId: string) => discardDraft(drafting, importId),
    async discardPasted(file) {
      const isOpen = [...drafts.values()].some((open) => openedFile(open).path === file)
      if (isPasted(deps, file) && !isOpen) await removeOwnFile(deps, file)
    },
    async dropOf(workspaceId) {
      const own = [...drafts.values()].filter(({ draft }) => draft.workspaceId === workspaceId)
      await Promise.all(own.map(({ draft }) => discardDraft(drafting, draft.importId)))
      await removePastesOf(deps, workspaceId)
    },
    async closeAll() {
      const all = [...reading.keys(), ...drafts.keys()]
      await Promise.all(all.map((importId) => discardDraft(drafting, importId, { keepPasted: true })))
    },
  }
}
