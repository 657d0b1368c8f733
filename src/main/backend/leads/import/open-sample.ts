/** The lead file included with the app, for users who have none at hand. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Imports } from './imports.ts'

const name = 'leads.csv'

/** Opens a copy of it like any other file, because the parser reads files on disk, not in the app's archive. */
export async function openSample({ config }: Deps, imports: Imports, workspaceId: WorkspaceId): Promise<ImportDraft> {
  const { dataDir, samplesDir } = config.paths
  const file = path.join(dataDir, 'pastes', `${crypto.randomUUID()}.csv`)
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, await readFile(path.join(samplesDir, name)), { mode: 0o600 })
  return imports.openMade(workspaceId, { path: file, name, lastList: null, saved: async () => undefined })
}
