import type { ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'

export const asksForKey: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'INSTANTLY_API_KEY_MISSING',
  'INSTANTLY_API_KEY_INVALID',
  'INSTANTLY_API_KEY_REVOKED',
  'INSTANTLY_SCOPE_MISSING',
])

/** Returns where a problem with a client's key is solved: at a new key's field if the error's button says so. */
export const keyPath = (workspaceId: WorkspaceId, code: ErrorCode): string =>
  asksForKey.has(code) ? newKeyPath(workspaceId) : `/settings/workspaces/${workspaceId}`

/** Returns the path of the field for a new key on the client's page. */
export const newKeyPath = (workspaceId: WorkspaceId): string => `/settings/workspaces/${workspaceId}/keys/new`
