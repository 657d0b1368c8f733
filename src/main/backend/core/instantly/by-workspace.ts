import type { WorkspaceId } from '#shared/ids.ts'
import { everyCall } from './operations.ts'
import type { Instantly } from './types.ts'

/**
 * Two clients behind one: demo workspaces are answered by the simulator, all others by the network. The choice is made
 * anew for each call from the store. Neither client could serve the other's workspaces by mistake: each has its own keys.
 */
export function createInstantlyByWorkspace(
  clients: { readonly network: Instantly; readonly demo: Instantly },
  isDemo: (workspaceId: WorkspaceId) => boolean,
): Instantly {
  const of = (id: WorkspaceId | null) => (id !== null && isDemo(id) ? clients.demo : clients.network)
  return {
    ...everyCall((name) => (requestContext, ...rest) => {
      const client = of(requestContext.workspaceId)
      return Reflect.apply(client[name], client, [requestContext, ...rest]) as unknown
    }),
    clockAheadMs: (workspaceId) => of(workspaceId).clockAheadMs(workspaceId),
    now: (workspaceId) => of(workspaceId).now(workspaceId),
    limiterState: (workspaceId) => of(workspaceId).limiterState(workspaceId),
    // A key somebody pasted is a real one.
    withKey: (secret, workspaceId, requestContext) => of(workspaceId).withKey(secret, workspaceId, requestContext),
  }
}
