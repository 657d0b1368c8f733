import type { ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'

export const asksForKey: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'INSTANTLY_API_KEY_MISSING',
  'INSTANTLY_API_KEY_INVALID',
  'INSTANTLY_API_KEY_REVOKED',
  'INSTANTLY_SCOPE_MISSING',
])

/**
 * Returns the path where a problem with a client's key is solved: the field for a new key if the error's button
 * promises that.
 */
export const keyPath = (workspaceId: WorkspaceId, code: ErrorCode): string =>
  asksForKey.has(code) ? newKeyPath(workspaceId) : `/settings/workspaces/${workspaceId}`

/** Returns the path of the field for a new key on the client's page. */
export const newKeyPath = (workspaceId: WorkspaceId): string => `/settings/workspaces/${workspaceId}/keys/new`
