/** Files made of lists: saved where the operator chooses, with progress and cancelling, or dragged out. */
import { rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { LeadChoice, LeadList } from '#shared/contract/leads/lists.ts'
import type { ListId } from '#shared/ids.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { plainFileName } from '../../core/lib/file-name.ts'
import type { ListIndex } from '../list-index/list-index.ts'
import { getList, listStateOf } from './queries.ts'
import { saveListCsv } from './save-list-csv.ts'

type SaveRequest = {
  readonly listId: ListId
  readonly choice: LeadChoice
  readonly safe: boolean
  readonly columns: readonly string[] | null
}

type DragFile = { readonly path: string; readonly rows: number }

const PROGRESS_EVERY_MS = 200
const draggedFolder = 'dragged'
const everyLead: LeadChoice = { all: { gate: 'all', search: '', importId: null, tagId: null, where: [] } }

/** Removes files made for dragging: when the app quits, and at start those left by a crash. */
export function removeDragged(dataDir: string): void {
  rmSync(path.join(dataDir, draggedFolder), { recursive: true, force: true })
}

/** Does the same for one list that is permanently removed while the app is running. */
export function removeDraggedOf(dataDir: string, listId: ListId): void {
  rmSync(path.join(dataDir, draggedFolder, String(listId)), { recursive: true, force: true })
}

export function createListFiles(deps: Deps, index: ListIndex) {
  const { dataDir } = deps.config.paths
  const isDemo = createDemoLookup(deps.store)
  removeDragged(dataDir)
  /** The file of a list at a revision, so that a second drag has it at once. */
  const dragged = new Map<ListId, { readonly of: string; readonly file: Promise<DragFile> }>()
  const saving = new Map<ListId, AbortController>()
  /** Returns its name as a file name valid on any system; simulated leads are marked. */
  const fileNameOf = ({ name, workspaceId }: LeadList): string =>
    offeredFileName(isDemo(workspaceId), `${plainFileName(name) || 'leads'}.csv`)
  async function writeDragFile(folder: string, list: LeadList): Promise<DragFile> {
    await mkdir(folder, { recursive: true })
    const file = path.join(folder, fileNameOf(list))
    const rows = await saveListCsv(deps, index, {
      listId: list.id,
      choice: everyLead,
      path: file,
      safe: true,
      columns: null,
    })
    return { path: file, rows }
  }

  return {
    /** Asks where to save, and writes the file. Returns null if cancelled or stopped. */
    async save(wish: SaveRequest): Promise<{ readonly path: string; readonly rows: number } | null> {
      const chosen = await deps.host.chooseSavePath({ defaultName: fileNameOf(getList(deps.store, wish.listId)) })
      if (chosen === null) return null
      const abort = new AbortController()
      saving.get(wish.listId)?.abort()
      saving.set(wish.listId, abort)
      let toldAt = 0
      const onStep = (rows: number) => {
        const now = deps.clock.now()
        if (now - toldAt < PROGRESS_EVERY_MS) return
        toldAt = now
        deps.announce('list.saving', { listId: wish.listId, rows })
      }
      try {
        const rows = await saveListCsv(deps, index, { ...wish, path: chosen }, { signal: abort.signal, onStep })
        return { path: chosen, rows }
      } catch (error) {
        if (abort.signal.aborted) return null
        throw error
      } finally {
        if (saving.get(wish.listId) === abort) saving.delete(wish.listId)
      }
    },
    /** Writes the whole list with all columns, safe for spreadsheets, under its own name. */
    makeForDrag(listId: ListId): Promise<DragFile> {
      const { revision, rowCount } = listStateOf(deps.store, listId)
      const list = getList(deps.store, listId)
      const of = `${revision} ${rowCount} ${list.name}`
      const known = dragged.get(listId)
      if (known?.of === of) return known.file
      const file = writeDragFile(path.join(dataDir, draggedFolder, String(listId), String(revision)), list)
      dragged.set(listId, { of, file })
      file.catch(() => dragged.delete(listId))
      return file
    },
    stop: (listId: ListId) => saving.get(listId)?.abort(),
  }
}
