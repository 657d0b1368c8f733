/**
 * The webhook at Instantly that posts to a workspace's relay: found or made, tested, switched on again, deleted. What it
 * is made with (path and header value) is the relay's secret: it goes to Instantly and into no log, error or answer.
 */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { Connection, Connections } from './connections.ts'
import type { GapStore } from './gap-store.ts'
import { openHooks, requestContext, targetOf } from './hooks.ts'
import { register } from './register-webhook.ts'
import { check, resume } from './resume-webhook.ts'

export function createWebhooks(
  deps: Pick<Deps, 'clock' | 'instantly' | 'log' | 'store'>,
  parts: { readonly connections: Connections; readonly gaps: GapStore; readonly gapFound: () => void },
) {
  const hooks = openHooks(deps, parts)
  const { connections, instantly } = hooks

  return {
    register: (workspaceId: WorkspaceId, priority?: RequestContext['priority'], signal?: AbortSignal) =>
      register(hooks, workspaceId, priority, signal),
    check: (workspaceId: WorkspaceId, priority: RequestContext['priority'], signal?: AbortSignal) =>
      check(hooks, workspaceId, priority, signal),
    resume: (workspaceId: WorkspaceId, priority?: RequestContext['priority'], signal?: AbortSignal) =>
      resume(hooks, workspaceId, priority, signal),
    targetOf: (connection: Connection) => targetOf(hooks, connection),
    /** Deletes it at Instantly; one that is gone already is as wished. */
    async remove(workspaceId: WorkspaceId): Promise<void> {
      const connection = connections.of(workspaceId)
      if (connection.webhookId === null) return
      try {
        await instantly.deleteWebhook(requestContext(workspaceId), connection.webhookId)
      } catch (error) {
        if (!isRefused(error, 404)) throw error
      }
      connections.change(connection.id, {
        webhookId: null,
        webhookState: 'none',
        webhookSince: null,
        webhookErrorAt: null,
      })
    },
    /** Has the test event sent. Whether Instantly got it delivered is the answer. */
    test(workspaceId: WorkspaceId, webhookId: string) {
      return instantly.testWebhook(requestContext(workspaceId), webhookId)
    },
  }
}

export type Webhooks = ReturnType<typeof createWebhooks>
