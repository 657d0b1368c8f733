import { useMemo } from 'react'
import { create } from 'zustand'
import type { UiState } from '#shared/contract/clients/app.ts'
import type { FileEdits, FormatOptions, ImportDraft } from '#shared/contract/leads/imports.ts'
import { isStructured } from '#shared/domain/leads/import/detect-bytes.ts'

/** Files opened and not yet saved as lists, by import id, as returned when they were opened. */
const useStore = create<Readonly<Record<string, ImportDraft>>>(() => ({}))

export const keepDraft = (draft: ImportDraft): void => useStore.setState({ [draft.importId]: draft })

export type FileOnDisk = UiState['openFiles'][number]

/** Paths of the imported files, including one that was discarded and may be restored. */
const fileOf = new Map<string, FileOnDisk>()
/** Manual edits of the open files; no entry if there are none. */
const editsOf = new Map<string, FileEdits>()
/** Files that were open when the app ended and have not been reopened. */
const useLeft = create<{ readonly files: readonly FileOnDisk[] }>(() => ({ files: [] }))
export const useFilesToReopen = (): readonly FileOnDisk[] => useLeft(({ files }) => files)

/** Files that are being read or wait for it. */
let toRead: readonly FileOnDisk[] = []

const isSame = (a: FileOnDisk, b: FileOnDisk): boolean => a.workspaceId === b.workspaceId && a.path === b.path

export const forgetFileToReopen = (file: FileOnDisk): void =>
  useLeft.setState(({ files }) => ({ files: files.filter((other) => !isSame(other, file)) }))

/** Returns the edits made to this file before the app ended; undefined if none or the file has changed. */
export const savedEditsOf = (file: FileOnDisk, { sha256 }: ImportDraft): FileEdits | undefined => {
  const { edits } = useLeft.getState().files.find((other) => isSame(other, file)) ?? {}
  return edits?.sha256 === sha256 ? edits : undefined
}

/** Like `keepDraft`, for a file on disk. */
export function keepFileDraft(draft: ImportDraft, file: FileOnDisk): void {
  const { workspaceId, path } = file
  fileOf.set(draft.importId, { workspaceId, path })
  const edits = savedEditsOf(file, draft)
  if (edits) editsOf.set(draft.importId, edits)
  forgetFileToReopen(file)
  keepDraft(draft)
}

/** Returns the path of an import's file; undefined for rows that do not come from the operator's disk. */
export const pathOf = (importId: string): string | undefined => fileOf.get(importId)?.path

/** Returns the edits that a reopened file starts with. */
export const earlierEdits = (importId: string): FileEdits | undefined => editsOf.get(importId)

let tell: () => void = () => undefined

/** Remembers a file that is about to be read, as the app may end before it is. */
export function beginReading(file: FileOnDisk): void {
  toRead = [...toRead.filter((other) => !isSame(other, file)), file]
  tell()
}

/** Called when it was read or refused, or the operator stopped it; not when the end of the app did. */
export function endReading(file: FileOnDisk): void {
  toRead = toRead.filter((other) => !isSame(other, file))
  tell()
}

/** Records the edits made to an opened file so far; null for none. */
export function recordEdits(importId: string, edits: FileEdits | null): void {
  if (edits) editsOf.set(importId, edits)
  else editsOf.delete(importId)
  if (fileOf.has(importId)) tell()
}

/** Restores the files left open by the last run, and reports on every change which files to remember. */
export function rememberOpenFiles(left: readonly FileOnDisk[], remember: (files: FileOnDisk[]) => void): void {
  useLeft.setState({ files: left })
  toRead = []
  tell = () => {
    const open = Object.keys(useStore.getState()).flatMap((importId) => {
      const [file, edits] = [fileOf.get(importId), editsOf.get(importId)]
      return file ? { ...file, ...(edits ? { edits } : {}) } : []
    })
    const known = [...open, ...useLeft.getState().files]
    const unread = toRead.filter((file) => !known.some((other) => isSame(other, file)))
    const files = [...known, ...unread].filter(({ path }) => path.length <= longestPath)
    remember(files.slice(0, maxRemembered))
  }
  useStore.subscribe(tell)
  useLeft.subscribe(tell)
}

/** Returns the format of an opened file, as options to read it with. */
export function formatOf({ format }: ImportDraft): FormatOptions {
  const { encoding, delimiter, sheet, layout } = format
  return isStructured(encoding) ? { ...(sheet === null ? {} : { sheet }), layout } : { encoding, delimiter, layout }
}

export const isInFormat = (draft: ImportDraft, format: FormatOptions): boolean =>
  JSON.stringify({ ...formatOf(draft), ...format }) === JSON.stringify(formatOf(draft))

/** Same limits as in the contract. */
const maxRemembered = 50
const longestPath = 1_000

/** Returns every file that was opened and neither saved nor discarded, in the order they were opened. */
export function useDrafts(): readonly ImportDraft[] {
  const drafts = useStore()
  return useMemo(() => Object.values(drafts), [drafts])
}

/** Returns the waiting draft of the same file for the same client, if it was opened before. */
export const findOpenDraft = ({ importId, workspaceId, fileName, sha256 }: ImportDraft): ImportDraft | undefined =>
  Object.values(useStore.getState()).find(
    (other) =>
      other.importId !== importId &&
      other.workspaceId === workspaceId &&
      other.fileName === fileName &&
      other.sha256 === sha256,
  )

/** Returns the opened file of this import; undefined if it is gone (saved, cancelled, app restarted). */
export const useDraft = (importId: string): ImportDraft | undefined => useStore((drafts) => drafts[importId])

export function dropDraft(importId: string): void {
  useStore.setState((drafts) => {
    const { [importId]: _gone, ...rest } = drafts
    return rest
  }, true)
}
