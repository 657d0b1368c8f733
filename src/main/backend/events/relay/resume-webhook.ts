/** A webhook Instantly switched off is found and switched on again. */
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { type Hooks, keep, oursAmong, requestContext, targetOf } from './hooks.ts'

/** Reads how it stands. Null where there is none to look for. */
export async function check(
  hooks: Hooks,
  workspaceId: WorkspaceId,
  priority: RequestContext['priority'],
  signal?: AbortSignal,
): Promise<void> {
  const { connections, instantly, iso } = hooks
  const connection = connections.of(workspaceId)
  // An answer that was lost: only a look at all of them tells.
  if (connection.webhookState === 'creating' || connection.webhookId === null) {
    const target = await targetOf(hooks, connection)
    const found = oursAmong(await instantly.webhooks(requestContext(workspaceId, priority, signal)), null, target)
    if (found) keep(hooks, connection, found)
    else if (connection.webhookState !== 'refused')
      connections.change(connection.id, { webhookState: 'none', webhookCheckedAt: iso() })
    return
  }
  try {
    keep(
      hooks,
      connection,
      await instantly.webhook(requestContext(workspaceId, priority, signal), connection.webhookId),
    )
  } catch (error) {
    if (!isRefused(error, 404)) throw error
    connections.change(connection.id, { webhookState: 'gone', webhookId: null, webhookCheckedAt: iso() })
  }
}

/** Switches it on again; the days it was off are compared and fetched from the log. */
export async function resume(
  hooks: Hooks,
  workspaceId: WorkspaceId,
  priority: RequestContext['priority'] = 'click',
  signal?: AbortSignal,
): Promise<void> {
  const { connections, instantly, iso, clock, gaps, parts } = hooks
  const connection = connections.of(workspaceId)
  if (connection.webhookId === null) throw new AppError('WEBHOOK_NOT_THERE')
  try {
    const resumed = await instantly.resumeWebhook(requestContext(workspaceId, priority, signal), connection.webhookId)
    keep(hooks, connection, resumed)
  } catch (error) {
    if (!isRefused(error, 404)) throw error
    connections.change(connection.id, { webhookState: 'gone', webhookId: null, webhookCheckedAt: iso() })
    throw new AppError('WEBHOOK_NOT_THERE')
  }
  const now = clock.now()
  const since = connection.webhookErrorAt === null ? now - 7 * dayMs : Date.parse(connection.webhookErrorAt) - dayMs
  gaps.want(workspaceId, 'webhook_disabled', utcDate(Math.max(since, now - 30 * dayMs)), utcDate(now))
  parts.gapFound()
}
