import { eq, isNull } from 'drizzle-orm'
import type { WorkspaceId } from '#shared/ids.ts'
import { workspace } from '../../core/db/schema/clients/workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { workspaceRow } from './queries.ts'

const colours = 6
const longestName = 80

/** Creates an empty workspace. It has no key yet, so nothing can be sent for it. */
export function createWorkspace(
  store: Store,
  wanted: { readonly name: string; readonly colour?: number | undefined },
  now: number,
): WorkspaceId {
  const values = {
    name: wanted.name,
    colour: wanted.colour ?? nextColour(store),
    createdAt: new Date(now).toISOString(),
  }
  // `returning` is not used: outside a transaction it returns a row even if the commit then fails.
  return Number(store.orm.insert(workspace).values(values).run().lastInsertRowid) as WorkspaceId
}

export function changeWorkspace(
  store: Store,
  id: WorkspaceId,
  change: { readonly name?: string | undefined; readonly colour?: number | undefined },
): void {
  const row = workspaceRow(store, id)
  store.orm
    .update(workspace)
    .set({ name: change.name ?? row.name, colour: change.colour ?? row.colour })
    .where(eq(workspace.id, id))
    .run()
}

/** Archives a workspace, or restores it. All its data stays, and so do its keys, unused. */
export function archiveWorkspace(store: Store, id: WorkspaceId, archived: boolean, now: number): void {
  const row = workspaceRow(store, id)
  if ((row.archivedAt !== null) === archived) return
  store.orm
    .update(workspace)
    .set({ archivedAt: archived ? new Date(now).toISOString() : null })
    .where(eq(workspace.id, id))
    .run()
}

/** Converts Instantly's name of a workspace to a name of ours. */
export function nameFromRemote(remoteName: string | null): string {
  const clean = (remoteName ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return clean.slice(0, longestName).toWellFormed().trim() || 'Workspace'
}

/** Returns the colour used by the fewest active workspaces. */
function nextColour(store: Store): number {
  const used = store.orm.select({ colour: workspace.colour }).from(workspace).where(isNull(workspace.archivedAt)).all()
  const uses = Array.from({ length: colours }, (_, at) => used.filter((row) => row.colour === at + 1).length)
  return uses.indexOf(Math.min(...uses)) + 1
}
