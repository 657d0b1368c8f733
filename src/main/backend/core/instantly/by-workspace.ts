import type { WorkspaceId } from '#shared/ids.ts'
import { createCalls } from './operations.ts'
import type { Instantly } from './types.ts'

/**
 * Combines two clients: the simulator answers for demo workspaces, the network for all others. The choice is made from
 * the store for each call. Neither client could serve the other's workspaces by mistake, because each has its own keys.
 */
export function createInstantlyByWorkspace(
  clients: { readonly network: Instantly; readonly demo: Instantly },
  isDemo: (workspaceId: WorkspaceId) => boolean,
): Instantly {
  const of = (id: WorkspaceId | null) => (id !== null && isDemo(id) ? clients.demo : clients.network)
  return {
    ...createCalls((name) => (requestContext, ...rest) => {
      const client = of(requestContext.workspaceId)
      return Reflect.apply(client[name], client, [requestContext, ...rest]) as unknown
    }),
    clockAheadMs: (workspaceId) => of(workspaceId).clockAheadMs(workspaceId),
    now: (workspaceId) => of(workspaceId).now(workspaceId),
    limiterState: (workspaceId) => of(workspaceId).limiterState(workspaceId),
    // A pasted key is always a real one.
    withKey: (secret, workspaceId, requestContext) => of(workspaceId).withKey(secret, workspaceId, requestContext),
  }
}
