import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { createDemoLookup, offeredFileName } from './demo-workspaces.ts'

/**
 * Asks where to save rows of these workspaces, and writes the file; null if the operator cancels. `write` returns the
 * number of rows. The suggested name of a demo's file says so.
 */
export async function saveRows(
  { host, store }: Pick<Deps, 'host' | 'store'>,
  workspaces: readonly (WorkspaceId | null)[],
  name: string,
  write: (path: string) => Promise<number>,
): Promise<{ readonly path: string; readonly rows: number } | null> {
  const isDemo = [...new Set(workspaces)].some(createDemoLookup(store))
  const path = await host.chooseSavePath({ defaultName: offeredFileName(isDemo, name) })
  return path === null ? null : { path, rows: await write(path) }
}
