import type { SavedImport } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import { syncLog } from '../../core/db/long-write.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { createLookups } from '../gates/lookups.ts'
import { assertWorkspaceOpen, getList } from '../lists/queries.ts'
import type { FileOptOuts } from '../opt-outs/file-opt-outs.ts'
import { beginImport, type ImportPlan, type ImportWriter } from './import-csv.ts'
import type { Drafts, OpenDraft } from './import-draft.ts'
import type { SaveInput } from './imports.ts'
import { assertMapping, assertWidth } from './preview-rows.ts'
import { beginReImport } from './re-import-writer.ts'
import { createDraftReader } from './read-draft.ts'
import { rememberMapping } from './remembered-mappings.ts'

function beginSaving(store: Deps['store'], plan: Omit<ImportPlan, 'into'> & Pick<SaveInput, 'into'>): ImportWriter {
  const { into } = plan
  const merge = 'listId' in into ? into.merge : undefined
  // Leads are only added; rows that already exist are excluded, each with its reason.
  if (!merge || merge.mode === 'add' || !('listId' in into)) return beginImport(store, plan)
  return beginReImport(store, { ...plan, into: { listId: into.listId, merge } })
}

function createHalfImports(deps: Deps, log: Logger) {
  /** Failed saves whose rows could not be removed either, as on a full disk; after a crash, the next start finds them. */
  const halves = new Map<ListId, ImportWriter>()
  const removals = deps.background.defineJob<readonly [ListId, ImportWriter]>({
    kind: 'half_imports',
    network: false,
    next: () => ({ due: [...halves] }),
    of: ([listId]) => ({ key: listId, client: null }),
    async run([listId, writer]) {
      await writer.remove()
      halves.delete(listId)
      return { end: 'done' }
    },
  })

  /** Makes room where rows of a failed save are still in the way. Throws what keeps them from being removed. */
  async function removeHalves(): Promise<void> {
    for (const half of halves) {
      // A try under way may have begun before there was room.
      await removals.ended(half[0])
      if (!halves.has(half[0])) continue
      const outcome = await removals.run(half)
      if ('problem' in outcome) throw outcome.problem
    }
  }

  /** Removes what a failed save wrote; if that fails, it stays invisible and is removed once the disk allows it. */
  async function removeWritten(writer: ImportWriter): Promise<void> {
    try {
      await writer.remove()
    } catch (error) {
      log.error('half an import could not be removed', { error: String(error) })
      halves.set(writer.listId, writer)
      removals.look()
    }
  }

  return { removeHalves, removeWritten }
}

/** Saves the rows of a file; what was written is removed again if that fails. */
export function createImportSaving({
  deps,
  holdCheckpoints,
  fileOptOuts,
  drafts,
  readWhole,
}: {
  readonly deps: Deps
  readonly holdCheckpoints: () => () => void
  readonly fileOptOuts: Pick<FileOptOuts, 'note' | 'start'> | null
  readonly drafts: Drafts
  readonly readWhole: ReturnType<typeof createDraftReader>['readWhole']
}) {
  const { store } = deps
  const log = deps.log('leads')
  const { removeHalves, removeWritten } = createHalfImports(deps, log)

  async function saveNow(
    { importId, mapping, settings, into, remember }: SaveInput,
    open: OpenDraft,
  ): Promise<SavedImport> {
    const { workspaceId, fileName } = open.draft
    let writer: ImportWriter | null = null
    const letGo = holdCheckpoints()
    try {
      assertWidth(mapping, open)
      assertMapping(mapping, settings)
      assertWorkspaceOpen(store, workspaceId)
      await removeHalves()
      if (open.abort.signal.aborted) throw new AppError('CANCELLED')
      const at = new Date(deps.clock.now()).toISOString()
      const { lookups } = createLookups(store, workspaceId, settings)
      const writing = beginSaving(store, {
        workspaceId,
        into,
        fileName,
        facts: open.facts,
        mapping,
        settings,
        lookups,
        at,
      })
      writer = writing
      const facts = await readWhole(
        open,
        { kind: 'load', mapping, ...settings, storePath: store.raw.name },
        {
          signal: open.abort.signal,
          onChunk: (chunk) => writing.add(chunk),
          onProgress: (_rows, share) =>
            deps.announce('import.progress', { importId, phase: 'save', rows: writing.rows(), share }),
        },
      )
      // A list without any usable address is useless: the file needs another column, or addresses first.
      if (writing.withAddress() === 0) throw new AppError('IMPORT_NO_ADDRESS', { fileName, rows: facts.rowCount })
      await writing.settle?.()
      // Otherwise the last commit would, and every screen would wait for it.
      await syncLog(store.raw)
      if (open.abort.signal.aborted) throw new AppError('CANCELLED')
      // All or nothing: a user who sees a failure saves again, and a list that already existed would then exist twice.
      const { step, optOuts, id, remainder } = store.raw.transaction(() => {
        const finished = writing.finish()
        const remembered =
          remember &&
          rememberMapping(store, workspaceId, {
            header: open.facts.header,
            source: open.draft.source?.id ?? null,
            mapping,
            settings,
            chosen: remember,
            at,
          })
        return {
          step: finished,
          optOuts: fileOptOuts?.note(writing.listId),
          id: remembered,
          remainder: open.saved?.(writing.listId),
        }
      })()
      writer = null
      if (optOuts) fileOptOuts?.start(writing.listId)
      log.info('import saved', { rows: facts.rowCount })
      const list = getList(store, writing.listId)
      await remainder?.().catch((error: unknown) => {
        // The list is saved; what is not remembered is merely pulled again.
        log.error('what was pulled could not be remembered', { error: String(error) })
      })
      // Discarding the draft waits for its save.
      open.saving = null
      await drafts.drop(importId)
      return { ...list, ...(step ? { step } : {}), ...(id ? { remembered: id } : {}) }
    } catch (error) {
      open.saving = null
      if (writer) await removeWritten(writer)
      throw asStoreError(error)
    } finally {
      letGo()
    }
  }

  return saveNow
}
