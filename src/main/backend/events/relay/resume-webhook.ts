/** Checks a webhook, and switches it on again if Instantly switched it off. */
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import {
  findOwnWebhook,
  operatorContext,
  storeWebhookGone,
  storeWebhookState,
  targetOf,
  type WebhookContext,
} from './webhook-context.ts'

/** Reads the state of the webhook, if there is one to look for. */
export async function checkWebhook(
  hooks: WebhookContext,
  workspaceId: WorkspaceId,
  priority: RequestContext['priority'],
  signal?: AbortSignal,
): Promise<void> {
  const { connections, instantly, iso } = hooks
  const connection = connections.of(workspaceId)
  const target = await targetOf(hooks, connection)
  const own = operatorContext(workspaceId, priority, signal)
  // After a lost answer only the list of all webhooks can tell.
  if (connection.webhookState === 'creating' || connection.webhookId === null) {
    const found = findOwnWebhook(await instantly.webhooks(own), null, target)
    if (found) storeWebhookState(hooks, connection, found, target)
    else if (connection.webhookState !== 'refused')
      connections.change(connection.id, { webhookState: 'none', webhookCheckedAt: iso() })
    return
  }
  try {
    storeWebhookState(hooks, connection, await instantly.webhook(own, connection.webhookId), target)
  } catch (error) {
    if (!isRefused(error, 404)) throw error
    storeWebhookGone(hooks, connection)
  }
}

/** Switches it on again. The days it was off are compared with the log and fetched from it. */
export async function resumeDisabledWebhook(
  hooks: WebhookContext,
  workspaceId: WorkspaceId,
  priority: RequestContext['priority'] = 'click',
  signal?: AbortSignal,
): Promise<void> {
  const { connections, instantly, clock, gaps, parts } = hooks
  const connection = connections.of(workspaceId)
  if (connection.webhookId === null) throw new AppError('WEBHOOK_NOT_THERE')
  const target = await targetOf(hooks, connection)
  try {
    const own = operatorContext(workspaceId, priority, signal)
    storeWebhookState(hooks, connection, await instantly.resumeWebhook(own, connection.webhookId), target)
  } catch (error) {
    if (!isRefused(error, 404)) throw error
    storeWebhookGone(hooks, connection)
    throw new AppError('WEBHOOK_NOT_THERE')
  }
  if (connection.webhookErrorAt !== null) return
  // It was not known to be off, so it is not known since when either.
  const now = clock.now()
  gaps.want(workspaceId, 'webhook_disabled', utcDate(now - 7 * dayMs), utcDate(now))
  parts.gapFound()
}
