import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** Returns a function that reads the name of a workspace; empty if there is none of that id. */
export function createClientNames(raw: Store['raw']): (workspaceId: WorkspaceId | number) => string {
  const find = raw.prepare<[number], string>('select name from workspace where id = ?').pluck()
  return (workspaceId) => find.get(workspaceId) ?? ''
}
