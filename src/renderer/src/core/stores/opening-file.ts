import { create } from 'zustand'
import type { FormatOptions, ImportDraft } from '#shared/contract/leads/imports.ts'
import { AppError, type Problem } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { asAppError, call, onEvent } from '../lib/backend.ts'
import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import {
  beginReading,
  dropDraft,
  endReading,
  findOpenDraft,
  isInFormat,
  keepDraft,
  keepFileDraft,
  savedEditsOf,
} from './import-drafts.ts'
import { showToast } from './toasts.ts'
import { currentWorkspaceId } from './workspaces.ts'

/** File on disk that was refused, and the client it was meant for. */
export type Refused = { readonly error: Problem; readonly workspaceId: WorkspaceId; readonly path: string }

export type OpeningProblem = {
  readonly error: Problem
  readonly fileName: string
  readonly file?: Omit<Refused, 'error'>
}

type Opening = {
  /** File being read. */
  readonly reading: Pick<ToRead, 'fileName' | 'file'> | null
  /** Files opened while all clients are shown: asks which one they belong to. `paths` is null until one is chosen. */
  readonly askFor: { readonly paths: readonly string[] | null } | null
  /** Every file of the last drop or choice that could not be read. */
  readonly problems: readonly OpeningProblem[]
  /** Files handed over by the system and not opened yet, as the clients are still loading. */
  readonly arrived: readonly string[] | null
}

export const useOpening = create<Opening>(() => ({ reading: null, askFor: null, problems: [], arrived: null }))

export const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

type ToRead = {
  readonly fileName: string
  readonly open: () => Promise<ImportDraft>
  /** Its file, if it is on the operator's disk. */
  readonly file?: OpeningProblem['file']
}

/** What is still to be read, in its order. */
const waiting: ToRead[] = []
let isReading = false

/**
 * Reads one after the other, because each shows its progress in the same notice, and shows the columns of the first
 * that can be read. What is opened meanwhile waits its turn. At the end every one that could not be read is reported.
 */
async function readInTurn(all: readonly ToRead[]): Promise<void> {
  if (all.length === 0) return
  waiting.push(...all)
  for (const { file } of all) if (file) beginReading(file)
  if (isReading) return showToast(t.drop.waits, { tone: 'note' })
  isReading = true
  const problems: OpeningProblem[] = []
  let shown = false
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { fileName, open, file } = next
    const ofFile = file ? { file } : {}
    useOpening.setState({ reading: { fileName, ...ofFile }, problems: [] })
    try {
      const importId = await keepOnce(await open(), file)
      if (file) endReading(file)
      if (!shown) go(`/import/${importId}`)
      shown = true
    } catch (thrown) {
      const error = asAppError(thrown)
      // The end of the app cancels it, too, and then the next start offers the file.
      if (error.code === 'CANCELLED') continue
      if (file) endReading(file)
      problems.push({ error, fileName, ...ofFile })
    }
  }
  isReading = false
  useOpening.setState({ reading: null, problems })
}

/** Stops reading for the operator: the file is not offered again. */
export function stopReading(importId: string): void {
  const file = useOpening.getState().reading?.file
  if (file) endReading(file)
  void call('imports.cancel', { importId }).catch(() => {})
}

/** Keeps an opened file and returns the import to show. A file already open stays as it is, with its settings. */
async function keepOnce(draft: ImportDraft, file?: OpeningProblem['file']): Promise<string> {
  const before = findOpenDraft(draft)
  if (before && (await isStillOpen(before))) {
    void call('imports.cancel', { importId: draft.importId }).catch(() => {})
    showToast(t.drop.alreadyOpen(before.fileName), { tone: 'note' })
    return before.importId
  }
  // A crash of the backend loses its imports: the file replaces the draft that cannot be continued.
  if (before) dropDraft(before.importId)
  const { workspaceId, pastedFile } = draft
  const onDisk = file ?? (pastedFile === undefined ? null : { workspaceId, path: pastedFile })
  if (onDisk) keepFileDraft(draft, onDisk)
  else keepDraft(draft)
  return draft.importId
}

const isStillOpen = ({ importId }: ImportDraft): Promise<boolean> =>
  call('imports.peek', { from: { importId }, format: {} }).then(
    () => true,
    () => false,
  )

/** Reads dropped or opened files for one client. */
export function openFileFor(workspaceId: WorkspaceId, paths: readonly string[]): Promise<void> {
  useOpening.setState({ askFor: null })
  return readInTurn(
    paths.map((path) => ({
      fileName: nameOf(path),
      open: () => openOnDisk({ workspaceId, path }),
      file: { workspaceId, path },
    })),
  )
}

/** Opens a file; one that was open when the app ended is read with the same settings as then. */
async function openOnDisk(file: { readonly workspaceId: WorkspaceId; readonly path: string }): Promise<ImportDraft> {
  const draft = await call('imports.open', file)
  const format = savedEditsOf(file, draft)?.format
  return format && !isInFormat(draft, format) ? call('imports.reread', { importId: draft.importId, format }) : draft
}

/** Returns the file of a problem if the operator can choose its encoding, else null. */
export function withOtherEncoding(problem: OpeningProblem): Refused | null {
  if (!problem.file || problem.error.code !== 'FILE_UNDECODABLE' || problem.error.data['marked'] !== false) return null
  return { ...problem.file, error: problem.error }
}

/** Reads a refused file in another format and shows its columns; throws if it still cannot be read. */
export async function reopenInFormat({ workspaceId, path }: Refused, format: FormatOptions): Promise<void> {
  const draft = await call('imports.open', { workspaceId, path, format })
  // The problems of other files stay visible.
  useOpening.setState(({ problems }) => ({ problems: problems.filter(({ file }) => file?.path !== path) }))
  keepFileDraft(draft, { workspaceId, path })
  go(`/import/${draft.importId}`)
}

/** Lets the operator pick a file, then reads it. */
export async function chooseFileFor(workspaceId: WorkspaceId): Promise<void> {
  useOpening.setState({ askFor: null })
  await openFileFor(workspaceId, await call('imports.choose', { workspaceId }))
}

/** Reads pasted rows as a file. */
export const pasteRowsFor = (workspaceId: WorkspaceId, text: string): Promise<void> =>
  readInTurn([{ fileName: '', open: () => call('imports.paste', { workspaceId, text }) }])

/** Reads the lead file that comes with the app. */
export const openSampleFor = (workspaceId: WorkspaceId): Promise<void> =>
  readInTurn([{ fileName: '', open: () => call('imports.openSample', { workspaceId }) }])

type Workspaces = readonly { readonly id: WorkspaceId }[]

/** Returns the client a file belongs to if there is no need to ask: the current one, or the only one. */
const target = (workspaces: Workspaces): WorkspaceId | undefined =>
  currentWorkspaceId() ?? (workspaces.length === 1 ? workspaces[0]?.id : undefined)

/** Collects files that the system hands over while the window loads; the frame opens them once it knows the clients. */
export const bufferArrivingFiles = (): void => {
  onEvent('files.opened', ({ paths }) =>
    useOpening.setState(({ arrived }) => ({ arrived: [...(arrived ?? []), ...paths] })),
  )
}

/** Reads files for the current client; asks which one if all are shown. */
export function openFiles(paths: readonly string[], workspaces: Workspaces): void {
  if (workspaces.length === 0) return showToast(t.drop.needsClient, { tone: 'bad' })
  if (paths.length === 0) {
    useOpening.setState({ problems: [{ error: new AppError('FILE_NOT_FOUND'), fileName: '' }] })
    return
  }
  const workspaceId = target(workspaces)
  if (workspaceId === undefined) {
    useOpening.setState(({ askFor }) => ({ askFor: { paths: [...(askFor?.paths ?? []), ...paths] } }))
  } else void openFileFor(workspaceId, paths)
}

/** Lets the operator pick a file for the current client; asks which one if all are shown. */
export function chooseFile(workspaces: Workspaces): void {
  const workspaceId = target(workspaces)
  if (workspaceId === undefined) useOpening.setState(({ askFor }) => ({ askFor: askFor ?? { paths: null } }))
  else void chooseFileFor(workspaceId)
}

export const stopAsking = (): void => useOpening.setState({ askFor: null })
/** Dismisses one problem; the others stay visible. */
export const forgetProblem = (gone: OpeningProblem): void =>
  useOpening.setState(({ problems }) => ({ problems: problems.filter((each) => each !== gone) }))
export const forgetProblems = (): void => useOpening.setState({ problems: [] })
