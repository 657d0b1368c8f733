import type { Workspace } from './world-types.ts'

/** Whether the address or its domain is on the workspace's block list. */
export function isBlocked(workspace: Workspace, email: string): boolean {
  if (workspace.blocked.size === 0) return false
  return workspace.blocked.has(email) || workspace.blocked.has(email.slice(email.indexOf('@') + 1))
}
