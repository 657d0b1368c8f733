/** The webhook of a client at Instantly, as stored locally. */

import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { webhookSettingsOf } from '#shared/relay-protocol.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteWebhook } from '../../core/instantly/schemas-events.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { Connection, Connections } from './connections.ts'
import { missedFrom } from './days.ts'
import type { GapStore } from './gap-store.ts'

export type Target = { readonly url: string; readonly headers: Readonly<Record<string, string>> }

/** Finds our webhook: by its id, by its address, or by the relay's path elsewhere. Active ones win. */
export function findOwnWebhook(
  all: readonly RemoteWebhook[],
  id: string | null,
  { url }: Target,
): RemoteWebhook | null {
  const path = url.slice(url.lastIndexOf('/hook/'))
  const same = all.filter((webhook) => webhook.url === url)
  return (
    all.find((webhook) => webhook.id === id) ??
    same.find((webhook) => postsEverythingTo(webhook, { url }) && webhook.state === 'active') ??
    same[0] ??
    all.find((webhook) => webhook.url.endsWith(path)) ??
    null
  )
}

/** Whether it posts every event to this address; with `headers`, also with the right secret. */
export function postsEverythingTo(
  webhook: RemoteWebhook,
  target: { readonly url: string; readonly headers?: Target['headers'] },
): boolean {
  const right = Object.entries(target.headers ?? {}).every(([name, value]) => headerOf(webhook, name) === value)
  return webhook.url === target.url && webhook.eventType === 'all_events' && webhook.campaignId === null && right
}

/**
 * Whether it is known to omit events or to post them elsewhere. Properties Instantly does not return, or masks, are not
 * counted as differences.
 */
function differs(webhook: RemoteWebhook, { url, headers }: Target): boolean {
  const { eventType, campaignId } = webhook
  if (!isSameAddress(webhook.url, url) || campaignId !== null) return true
  if (eventType !== null && eventType !== 'all_events') return true
  return (
    webhook.headers !== null &&
    Object.entries(headers).some(([name, value]) => {
      const sent = headerOf(webhook, name)
      return sent !== value && !/[*•]/.test(sent ?? '')
    })
  )
}

function isSameAddress(one: string, other: string): boolean {
  return one === other || (URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href)
}

const headerOf = ({ headers }: RemoteWebhook, name: string) =>
  Object.entries(headers ?? {}).find(([own]) => own.toLowerCase() === name)?.[1]

export type WebhookContext = ReturnType<typeof createWebhookContext>

export function createWebhookContext(
  deps: Pick<Deps, 'clock' | 'instantly' | 'log' | 'store'>,
  parts: { readonly connections: Connections; readonly gaps: GapStore; readonly gapFound: () => void },
) {
  const { clock, instantly, store } = deps
  const { connections, gaps } = parts
  const iso = () => new Date(clock.now()).toISOString()
  return { connections, iso, instantly, clock, gaps, parts, store }
}

/**
 * Stores the webhook's state. If it sends again after an interruption, whoever switched it on, the days in between are
 * compared with the log. Both are stored together, so that neither is forgotten.
 */
export function storeWebhookState(
  hooks: WebhookContext,
  connection: Connection,
  found: RemoteWebhook,
  target: Target,
): void {
  const { iso, clock, gaps, parts, connections, store } = hooks
  const { id, workspaceId, webhookSince } = connection
  const state = found.state === 'active' && differs(found, target) ? 'differs' : found.state
  const errorAt = state === 'disabled' ? found.errorAt : null
  const offSince = silentSince(connection)
  const wasOffSince = state === 'active' ? connection.webhookErrorAt : null
  store.raw.transaction(() => {
    connections.change(id, {
      webhookId: found.id,
      webhookState: state,
      // While there was no webhook, Instantly's event log had no entries for it either, so those days cannot be proven.
      webhookSince: (found.id === connection.webhookId ? webhookSince : null) ?? found.createdAt ?? iso(),
      webhookCheckedAt: iso(),
      webhookErrorAt: state === 'active' ? null : (errorAt ?? offSince ?? iso()),
      webhookProblem: null,
      webhookProblemData: null,
    })
    if (wasOffSince === null) return
    const now = clock.now()
    gaps.want(workspaceId, 'webhook_disabled', utcDate(missedFrom(Date.parse(wasOffSince) - dayMs, now)), utcDate(now))
  })()
  if (wasOffSince !== null) parts.gapFound()
}

/** Records that the webhook was looked for and does not exist. */
export function storeWebhookGone({ connections, iso }: WebhookContext, connection: Connection): void {
  connections.change(connection.id, {
    webhookState: 'gone',
    webhookId: null,
    webhookCheckedAt: iso(),
    webhookErrorAt: silentSince(connection) ?? iso(),
  })
}

/** Since when events may have been lost: the last check that found it sending. Null if it was never seen sending. */
const silentSince = ({ webhookErrorAt, webhookState, webhookCheckedAt }: Connection): string | null =>
  webhookErrorAt ?? (webhookState === 'active' ? webhookCheckedAt : null)

/** Where the webhook is meant to post. */
export async function targetOf(hooks: WebhookContext, connection: Connection): Promise<Target> {
  const target = webhookSettingsOf(connection.address, await hooks.connections.token(connection))
  if (!target) throw new AppError('RELAY_TOKEN_INVALID', { reason: 'shape' })
  return target
}

export const operatorContext = (
  workspaceId: WorkspaceId,
  priority: RequestContext['priority'] = 'click',
  signal?: AbortSignal,
): RequestContext => ({
  workspaceId,
  priority,
  requestedBy: 'webhook',
  ...(signal ? { signal } : {}),
})
