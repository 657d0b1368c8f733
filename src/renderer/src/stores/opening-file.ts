import { create } from 'zustand'
import type { ImportDraft } from '#shared/contract/lists.ts'
import { AppError, type WireError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { asAppError, call } from '../lib/call.ts'
import { go } from '../lib/router.ts'
import { onEvent } from '../lib/use-event.ts'
import { keepDraft } from './import-drafts.ts'
import { currentWorkspaceId } from './workspaces.ts'

type Opening = {
  /** A file being read. */
  readonly reading: { readonly fileName: string } | null
  /** Files while all clients are shown: whose are they? `paths` null when the file is yet to be chosen. */
  readonly askFor: { readonly paths: readonly string[] | null } | null
  readonly problem: { readonly error: WireError; readonly fileName: string } | null
  /** Handed over by the system and not taken up yet: the clients are still being read. */
  readonly arrived: readonly string[] | null
}

export const useOpening = create<Opening>(() => ({ reading: null, askFor: null, problem: null, arrived: null }))

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

async function read(fileName: string, open: () => Promise<ImportDraft | null>): Promise<void> {
  if (useOpening.getState().reading) return
  useOpening.setState({ reading: { fileName }, problem: null })
  try {
    const draft = await open()
    if (draft) {
      keepDraft(draft)
      go(`/import/${draft.importId}`)
    }
  } catch (thrown) {
    const error = asAppError(thrown)
    if (error.code !== 'CANCELLED') useOpening.setState({ problem: { error, fileName } })
  } finally {
    useOpening.setState({ reading: null })
  }
}

/** Reads a dropped or opened file for one client and shows its columns. With several files, the first. */
export async function openFileFor(workspaceId: WorkspaceId, paths: readonly string[]): Promise<void> {
  const path = paths[0]
  if (!path) return
  useOpening.setState({ askFor: null })
  await read(nameOf(path), () => call('imports.open', { workspaceId, path }))
}

/** Lets the operator pick a file, then reads it. */
export async function chooseFileFor(workspaceId: WorkspaceId): Promise<void> {
  useOpening.setState({ askFor: null })
  await read('', () => call('imports.choose', { workspaceId }))
}

/** Reads pasted rows as a file. */
export const pasteRowsFor = (workspaceId: WorkspaceId, text: string): Promise<void> =>
  read('', () => call('imports.paste', { workspaceId, text }))

type Workspaces = readonly { readonly id: WorkspaceId }[]

/** The client a file belongs to without asking: the one shown, or the only one. */
const target = (workspaces: Workspaces): WorkspaceId | undefined =>
  currentWorkspaceId() ?? (workspaces.length === 1 ? workspaces[0]?.id : undefined)

/** Keeps files the system hands over from the first moment on; the frame takes them up once it knows the clients. */
export const keepArrivingFiles = (): void => {
  onEvent('files.opened', ({ paths }) => useOpening.setState({ arrived: paths }))
}

/** Reads files for the client that is shown; asks whose they are when all are. */
export function openFiles(paths: readonly string[], workspaces: Workspaces): void {
  if (paths.length === 0) {
    useOpening.setState({ problem: { error: new AppError('FILE_NOT_FOUND'), fileName: '' } })
    return
  }
  const workspaceId = target(workspaces)
  if (workspaceId === undefined) useOpening.setState({ askFor: { paths } })
  else void openFileFor(workspaceId, paths)
}

/** Lets the operator pick a file for the client that is shown; asks whose it is when all are. */
export function chooseFile(workspaces: Workspaces): void {
  const workspaceId = target(workspaces)
  if (workspaceId === undefined) useOpening.setState({ askFor: { paths: null } })
  else void chooseFileFor(workspaceId)
}

export const stopAsking = (): void => useOpening.setState({ askFor: null })
export const forgetProblem = (): void => useOpening.setState({ problem: null })
