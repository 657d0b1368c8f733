import { useMemo } from 'react'
import { create } from 'zustand'
import type { UiState } from '#shared/contract/clients/app.ts'
import type { FileEdits, FormatOptions, ImportDraft } from '#shared/contract/leads/imports.ts'
import { isStructured } from '#shared/domain/leads/import/detect-bytes.ts'

/** Files opened and not yet saved as lists, by import id: as they were answered when opened. */
const useStore = create<Readonly<Record<string, ImportDraft>>>(() => ({}))

export const keepDraft = (draft: ImportDraft): void => useStore.setState({ [draft.importId]: draft })

export type FileOnDisk = UiState['openFiles'][number]

/** Where the files of imports are, also of one that was discarded and may come back. */
const fileOf = new Map<string, FileOnDisk>()
/** What was done by hand to those that are open; nothing to the others. */
const editsOf = new Map<string, FileEdits>()
/** Files that were open when the app ended, and were not opened again since. */
const useLeft = create<{ readonly files: readonly FileOnDisk[] }>(() => ({ files: [] }))
export const useLeftFiles = (): readonly FileOnDisk[] => useLeft(({ files }) => files)

const isSame = (a: FileOnDisk, b: FileOnDisk): boolean => a.workspaceId === b.workspaceId && a.path === b.path

export const forgetLeft = (file: FileOnDisk): void =>
  useLeft.setState(({ files }) => ({ files: files.filter((other) => !isSame(other, file)) }))

/** What was done to this file before the app ended; undefined where nothing was, or where it has another content now. */
export const editsLeft = (file: FileOnDisk, { sha256 }: ImportDraft): FileEdits | undefined => {
  const { edits } = useLeft.getState().files.find((other) => isSame(other, file)) ?? {}
  return edits?.sha256 === sha256 ? edits : undefined
}

/** The same for a file that is on disk. */
export function keepFileDraft(draft: ImportDraft, file: FileOnDisk): void {
  const { workspaceId, path } = file
  fileOf.set(draft.importId, { workspaceId, path })
  const edits = editsLeft(file, draft)
  if (edits) editsOf.set(draft.importId, edits)
  forgetLeft(file)
  keepDraft(draft)
}

/** Where the file of an import is; undefined for rows that come from no file of the operator's. */
export const pathOf = (importId: string): string | undefined => fileOf.get(importId)?.path

/** What a file that comes back begins with. */
export const editsBefore = (importId: string): FileEdits | undefined => editsOf.get(importId)

let tell: () => void = () => undefined

/** Notes what has been done to an opened file so far; null: nothing. */
export function noteEdits(importId: string, edits: FileEdits | null): void {
  if (edits) editsOf.set(importId, edits)
  else editsOf.delete(importId)
  if (fileOf.has(importId)) tell()
}

/** Takes over what was left, and tells of every change what an end of the app would leave. */
export function rememberOpenFiles(left: readonly FileOnDisk[], remember: (files: FileOnDisk[]) => void): void {
  useLeft.setState({ files: left })
  tell = () => {
    const open = Object.keys(useStore.getState()).flatMap((importId) => {
      const [file, edits] = [fileOf.get(importId), editsOf.get(importId)]
      return file ? { ...file, ...(edits ? { edits } : {}) } : []
    })
    const files = [...open, ...useLeft.getState().files].filter(({ path }) => path.length <= longestPath)
    remember(files.slice(0, mostRemembered))
  }
  useStore.subscribe(tell)
  useLeft.subscribe(tell)
}

/** How an opened file is read, as it is asked for. */
export function formatOf({ format }: ImportDraft): FormatOptions {
  const { encoding, delimiter, sheet, layout } = format
  return isStructured(encoding) ? { ...(sheet === null ? {} : { sheet }), layout } : { encoding, delimiter, layout }
}

export const isReadAs = (draft: ImportDraft, format: FormatOptions): boolean =>
  JSON.stringify({ ...formatOf(draft), ...format }) === JSON.stringify(formatOf(draft))

/** Both as the contract has it. */
const mostRemembered = 50
const longestPath = 1_000

/** Every file opened and neither saved nor discarded, in the order they were opened. */
export function useDrafts(): readonly ImportDraft[] {
  const drafts = useStore()
  return useMemo(() => Object.values(drafts), [drafts])
}

/** The same file, opened before for the same client and still waiting. */
export const openedBefore = ({ importId, workspaceId, fileName, sha256 }: ImportDraft): ImportDraft | undefined =>
  Object.values(useStore.getState()).find(
    (other) =>
      other.importId !== importId &&
      other.workspaceId === workspaceId &&
      other.fileName === fileName &&
      other.sha256 === sha256,
  )

/** The opened file of this import; undefined when it is gone (saved, cancelled, the app restarted). */
export const useDraft = (importId: string): ImportDraft | undefined => useStore((drafts) => drafts[importId])

export function dropDraft(importId: string): void {
  useStore.setState((drafts) => {
    const { [importId]: _gone, ...rest } = drafts
    return rest
  }, true)
}
