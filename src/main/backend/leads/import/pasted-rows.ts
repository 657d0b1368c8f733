/** Pasted rows: each in a file of its own folder, so that the file can have the name that the operator sees. */
import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting } from '../../clients/settings/settings-store.ts'
import { uiState } from '../../clients/settings/ui-state.ts'
import type { Deps } from '../../core/deps.ts'

/**
 * Returns the folder for files created from what an operator provides; they are kept there until their draft is
 * discarded.
 */
const pastesDirOf = ({ config }: Pick<Deps, 'config'>): string => path.join(config.paths.dataDir, 'pastes')

/** Returns the path of a new file in this folder, for anything but pasted rows. */
export const newOwnFile = (deps: Pick<Deps, 'config'>): string => path.join(pastesDirOf(deps), `${randomUUID()}.csv`)

export const isPasted = (deps: Pick<Deps, 'config'>, file: string): boolean =>
  path.dirname(path.dirname(path.normalize(file))) === pastesDirOf(deps)

/** Writes pasted rows to a file and hands it over; if either fails, nothing of it is left behind. */
export async function withPastedRows<T>(
  deps: Deps,
  { name, text }: { readonly name: string; readonly text: string },
  read: (file: string) => Promise<T>,
): Promise<T> {
  const file = path.join(pastesDirOf(deps), randomUUID(), name)
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(file, text, { mode: 0o600 })
    return await read(file)
  } catch (error) {
    await removeOwnFile(deps, file)
    throw error
  }
}

/** Removes a file that the app created. */
export const removeOwnFile = (deps: Deps, file: string): Promise<void> =>
  rm(isPasted(deps, file) ? path.dirname(file) : file, { recursive: true, force: true })

/** Returns the pasted rows that the window offers to open again. */
const offeredAgain = (deps: Deps) =>
  getSetting(deps.store, 'app', uiState).openFiles.filter((file) => isPasted(deps, file.path))

/** Deletes what an earlier run created, except pasted rows that the window offers to open again. */
export function removeOldPastes(deps: Deps): void {
  const dir = pastesDirOf(deps)
  const offered = new Set(offeredAgain(deps).map((file) => path.basename(path.dirname(file.path))))
  if (offered.size === 0) return rmSync(dir, { recursive: true, force: true })
  for (const name of namesIn(dir))
    if (!offered.has(name)) rmSync(path.join(dir, name), { recursive: true, force: true })
}

/** Deletes what a client pasted in an earlier run. */
export async function removePastesOf(deps: Deps, workspaceId: WorkspaceId): Promise<void> {
  for (const file of offeredAgain(deps)) if (file.workspaceId === workspaceId) await removeOwnFile(deps, file.path)
}

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir)
  } catch {
    return []
  }
}
