/**
 * The webhook at Instantly that posts to a workspace's relay: finds or creates, tests, resumes and deletes it. Its path
 * and header value are the relay's secret: they go to Instantly, and into no log, error or answer.
 */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { Connection, Connections } from './connections.ts'
import type { GapStore } from './gap-store.ts'
import { registerWebhook } from './register-webhook.ts'
import { checkWebhook, resumeDisabledWebhook } from './resume-webhook.ts'
import { createWebhookContext, operatorContext, targetOf } from './webhook-context.ts'

export function createWebhooks(
  deps: Pick<Deps, 'clock' | 'instantly' | 'log' | 'store'>,
  parts: { readonly connections: Connections; readonly gaps: GapStore; readonly gapFound: () => void },
) {
  const hooks = createWebhookContext(deps, parts)
  const { connections, instantly } = hooks

  return {
    register: (workspaceId: WorkspaceId, priority?: RequestContext['priority'], signal?: AbortSignal) =>
      registerWebhook(hooks, workspaceId, priority, signal),
    check: (workspaceId: WorkspaceId, priority: RequestContext['priority'], signal?: AbortSignal) =>
      checkWebhook(hooks, workspaceId, priority, signal),
    resume: (workspaceId: WorkspaceId, priority?: RequestContext['priority'], signal?: AbortSignal) =>
      resumeDisabledWebhook(hooks, workspaceId, priority, signal),
    targetOf: (connection: Connection) => targetOf(hooks, connection),
    /** Deletes it at Instantly, also if its creation was never answered. A webhook that is already gone is fine. */
    async remove(workspaceId: WorkspaceId): Promise<void> {
      if (connections.of(workspaceId).webhookState === 'creating') await checkWebhook(hooks, workspaceId, 'click')
      const connection = connections.of(workspaceId)
      if (connection.webhookId === null) return
      try {
        await instantly.deleteWebhook(operatorContext(workspaceId), connection.webhookId)
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
    /** Has Instantly send a test event. The answer is whether Instantly could deliver it. */
    test(workspaceId: WorkspaceId, webhookId: string) {
      return instantly.testWebhook(operatorContext(workspaceId), webhookId)
    },
  }
}

export type Webhooks = ReturnType<typeof createWebhooks>
