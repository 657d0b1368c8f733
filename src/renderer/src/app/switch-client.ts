import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { currentPath, go } from '../core/lib/router.ts'
import { parentOf } from '../core/lib/router-core.ts'
import { chooseClient, currentClient } from '../core/stores/workspaces.ts'

/** Switches to another client, or a part of one. An item of the old client gives way to the list it is in. */
export function switchTo(workspaceId: WorkspaceId | null, partId: ClientPartId | null = null): void {
  const shown = currentClient()
  if (workspaceId === shown.workspaceId && partId === shown.partId) return
  chooseClient({ workspaceId, partId })
  const path = currentPath()
  const ofOneThing = path.split('/').length > 2 && !path.startsWith('/settings')
  if (ofOneThing) go(parentOf(path))
}
