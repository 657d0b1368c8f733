/** Registers a client's webhook at Instantly, exactly once. */
import { AppError, type ErrorCode, hasCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { Connection } from './connections.ts'
import { resumeDisabledWebhook } from './resume-webhook.ts'
import {
  findOwnWebhook,
  operatorContext,
  postsEverythingTo,
  storeWebhookState,
  type Target,
  targetOf,
  type WebhookContext,
} from './webhook-context.ts'

/** Errors of a plan or key without permission, or a rejection: the webhook then has to be created by hand. */
const refusals: ReadonlySet<ErrorCode> = new Set(['INSTANTLY_PLAN_INACTIVE', 'INSTANTLY_SCOPE_MISSING', 'API_REFUSED'])

const webhookName = 'Sendoff'

const wanted = ({ url, headers }: Target) => ({
  target_hook_url: url,
  event_type: 'all_events' as const,
  campaign: null,
  headers,
})

/** Always looks first: an existing webhook is adopted, changed if relay or token differ, and switched on. */
export async function registerWebhook(
  hooks: WebhookContext,
  workspaceId: WorkspaceId,
  priority: RequestContext['priority'] = 'click',
  signal?: AbortSignal,
): Promise<void> {
  const { instantly } = hooks
  const connection = hooks.connections.of(workspaceId)
  const target = await targetOf(hooks, connection)
  const own = operatorContext(workspaceId, priority, signal)
  try {
    const found = findOwnWebhook(await instantly.webhooks(own), connection.webhookId, target)
    if (!found) await make(hooks, connection, target, own)
    else if (postsEverythingTo(found, target)) storeWebhookState(hooks, connection, found, target)
    else storeWebhookState(hooks, connection, await instantly.changeWebhook(own, found.id, wanted(target)), target)
    if (hooks.connections.of(workspaceId).webhookState === 'disabled')
      await resumeDisabledWebhook(hooks, workspaceId, priority, signal)
  } catch (error) {
    note(hooks, connection, error)
  }
}

/** Stored before the request, so that a crash or a lost answer leads to another look and not to a second webhook. */
async function make(hooks: WebhookContext, connection: Connection, target: Target, own: RequestContext): Promise<void> {
  const { connections, instantly } = hooks
  const { id } = connection
  const find = async () => findOwnWebhook(await instantly.webhooks(own), null, target)
  connections.change(id, { webhookState: 'creating', webhookId: null })
  try {
    const body = { name: webhookName, ...wanted(target) }
    const made = await instantly.createWebhook(own, body, async () => !(await find()))
    storeWebhookState(hooks, connection, made, target)
  } catch (error) {
    if (!hasCode(error, 'OUTCOME_UNKNOWN')) {
      connections.change(id, { webhookState: 'none' })
      throw error
    }
    const found = await find()
    if (!found) throw error
    storeWebhookState(hooks, connection, found, target)
  }
}

/** Stores a rejection for display. Other errors are thrown, as they may be temporary. */
function note(hooks: WebhookContext, { id }: Connection, error: unknown): void {
  if (!(error instanceof AppError) || !refusals.has(error.code)) throw error
  hooks.connections.change(id, {
    webhookState: 'refused',
    webhookCheckedAt: hooks.iso(),
    webhookProblem: error.code,
    webhookProblemData: error.data,
  })
}
