/** Operations on an opened file: preview, count, save, discard. */
import type { Worker } from 'node:worker_threads'
import type {
  FormatOptions,
  FormatPeek,
  ImportCheck,
  ImportDraft,
  ImportSettings,
  ImportTemplate,
  LeadPreview,
  MergePreview,
} from '#shared/contract/leads/imports.ts'
import type { SavedImport } from '#shared/contract/leads/lists.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { assertWorkspaceOpen } from '../lists/queries.ts'
import type { FileOptOuts } from '../opt-outs/file-opt-outs.ts'
import { createImportChecks } from './check-import.ts'
import { createDrafts, type Drafts } from './import-draft.ts'
import { saveTemplate } from './import-templates.ts'
import { createParseSource } from './parse-source.ts'
import { removeOldPastes } from './pasted-rows.ts'
import { assertWidth, createPreview } from './preview-rows.ts'
import { createDraftReader } from './read-draft.ts'
import { createImportSaving } from './save-import.ts'
import { definedOptions, openedFile } from './survey-file.ts'

type Choice = { readonly importId: string; readonly mapping: Mapping; readonly settings: ImportSettings }
export type PreviewInput = Choice & {
  readonly fromRow: number
  readonly count: number
  readonly rowNumbers?: readonly number[] | undefined
}
export type PeekInput = {
  readonly from: { readonly importId: string } | { readonly path: string }
  readonly format: FormatOptions
  readonly nearLine?: number | undefined
}
export type TemplateInput = Choice & { readonly name: string; readonly forAll: boolean }
export type CheckInput = Choice & { readonly listId: ListId | null }
export type CompareInput = Choice & { readonly listId: ListId; readonly merge: MergeRule }
export type SaveInput = Choice & {
  readonly into: { readonly listId: ListId; readonly merge?: MergeRule | undefined } | { readonly name: string }
  readonly remember?: readonly number[] | undefined
}

export type Imports = Pick<Drafts, 'open' | 'paste' | 'openMade'> & {
  peek(input: PeekInput): Promise<FormatPeek>
  reread(importId: string, format: FormatOptions): Promise<ImportDraft>
  saveTemplate(input: TemplateInput): ImportTemplate
  preview(input: PreviewInput): Promise<readonly LeadPreview[]>
  check(input: CheckInput): Promise<ImportCheck>
  compare(input: CompareInput): Promise<MergePreview>
  save(input: SaveInput): Promise<SavedImport>
  cancel(importId: string): Promise<void>
  discardPasted(file: string): Promise<void>
  /** Cancels and discards everything opened for a workspace that is being removed. */
  cancelOf(workspaceId: WorkspaceId): Promise<void>
  /** Cancels everything in progress and waits for it; nothing stays half imported. */
  stop(): Promise<void>
}

const PEEK_ROWS = 8

/** Also deletes files of an earlier run that nothing can open any more. */
export function createImports(
  deps: Deps,
  spawnParser: () => Worker,
  /**
   * Suspends checkpoints of the log until the returned function is called: saving keeps two threads busy and moves its
   * log itself.
   */
  holdCheckpoints: () => () => void = () => () => undefined,
  /** Takes over the opt-outs recorded in the file. */
  fileOptOuts: Pick<FileOptOuts, 'note' | 'start'> | null = null,
): Imports {
  const { store } = deps
  const source = createParseSource(spawnParser)
  const drafts = createDrafts(deps, source)
  removeOldPastes(deps)
  /** Saves into the same list wait for each other, so that its positions have no gaps. */
  const savingInto = new Map<ListId, Promise<unknown>>()
  const { readRows, readWhole } = createDraftReader(source)
  const preview = createPreview(store, drafts, readRows)
  const { check, compare } = createImportChecks(deps, drafts, readWhole)

  function save(input: SaveInput): Promise<SavedImport> {
    const open = drafts.get(input.importId)
    // A second click means the same save, not a second list.
    if (open.saving) return open.saving as Promise<SavedImport>
    const { listId } = 'listId' in input.into ? input.into : { listId: null }
    const before = listId === null ? undefined : savingInto.get(listId)
    const saving = (before ?? Promise.resolve()).catch(() => undefined).then(() => saveNow(input, open))
    open.saving = saving
    if (listId !== null) {
      savingInto.set(listId, saving)
    }
    return saving.finally(() => {
      if (listId !== null && savingInto.get(listId) === saving) savingInto.delete(listId)
    })
  }
  const saveNow = createImportSaving({ deps, holdCheckpoints, fileOptOuts, drafts, readWhole })

  return {
    open(workspaceId, filePath, format) {
      assertWorkspaceOpen(store, workspaceId)
      return drafts.open(workspaceId, filePath, format)
    },
    peek({ from, format, nearLine = 1 }) {
      const path = 'path' in from ? from.path : openedFile(drafts.get(from.importId)).path
      return source.run({ kind: 'peek', path, format: definedOptions(format), count: PEEK_ROWS, nearLine })
    },
    reread: drafts.reread,
    saveTemplate({ importId, mapping, settings, name, forAll }) {
      const open = drafts.get(importId)
      assertWidth(mapping, open)
      const at = new Date(deps.clock.now()).toISOString()
      return saveTemplate(store, open.draft.workspaceId, {
        header: open.facts.header,
        mapping,
        settings,
        name,
        forAll,
        at,
      })
    },
    paste(workspaceId, text) {
      assertWorkspaceOpen(store, workspaceId)
      return drafts.paste(workspaceId, text)
    },
    openMade(workspaceId, file) {
      assertWorkspaceOpen(store, workspaceId)
      return drafts.openMade(workspaceId, file)
    },
    preview,
    check,
    compare,
    save,
    cancel: (importId) => drafts.drop(importId),
    discardPasted: (file) => drafts.discardPasted(file),
    cancelOf: (workspaceId) => drafts.dropOf(workspaceId),
    async stop() {
      await drafts.closeAll()
      await source.stop()
    },
  }
}
