import type { WorkspaceId } from '#shared/ids.ts'
import { currentPath, go } from '../lib/router.ts'
import { parentOf } from '../lib/router-core.ts'
import { chooseWorkspace, currentWorkspaceId } from '../stores/workspaces.ts'

/** Shows another client. A screen of one thing of the old client gives way to the list it is in. */
export function switchTo(workspaceId: WorkspaceId | null): void {
  if (workspaceId === currentWorkspaceId()) return
  chooseWorkspace(workspaceId)
  const path = currentPath()
  const ofOneThing = path.split('/').length > 2 && !path.startsWith('/settings')
  if (ofOneThing) go(parentOf(path))
}
