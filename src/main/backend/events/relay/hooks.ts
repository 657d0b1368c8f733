/** The webhook of a client at Instantly, as it is kept here. */
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { webhookOf } from '#shared/relay-protocol.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { RemoteWebhook } from '../../core/instantly/types-events.ts'
import type { Connection, Connections } from './connections.ts'
import { missedFrom } from './days.ts'
import type { GapStore } from './gap-store.ts'

export type Target = { readonly url: string; readonly headers: Readonly<Record<string, string>> }

/** By its id; by its address; by the relay's path at another address. An active one before a disabled one. */
export function oursAmong(all: readonly RemoteWebhook[], id: string | null, { url }: Target): RemoteWebhook | null {
  const path = url.slice(url.lastIndexOf('/hook/'))
  const same = all.filter((webhook) => webhook.url === url)
  return (
    all.find((webhook) => webhook.id === id) ??
    same.find((webhook) => posts(webhook, { url }) && webhook.state === 'active') ??
    same[0] ??
    all.find((webhook) => webhook.url.endsWith(path)) ??
    null
  )
}

/** Whether it posts everything to this address; with `headers`, with the right secret too. */
export function posts(
  webhook: RemoteWebhook,
  target: { readonly url: string; readonly headers?: Target['headers'] },
): boolean {
  const right = Object.entries(target.headers ?? {}).every(([name, value]) => headerOf(webhook, name) === value)
  return webhook.url === target.url && webhook.eventType === 'all_events' && webhook.campaignId === null && right
}

/** Whether it is known to leave events out or to post them elsewhere. What Instantly does not tell, or masks, is not held against it. */
function differs(webhook: RemoteWebhook, { url, headers }: Target): boolean {
  const { eventType, campaignId } = webhook
  if (!isSameAddress(webhook.url, url) || campaignId !== null) return true
  if (eventType !== null && eventType !== 'all_events') return true
  return (
    webhook.headers !== null &&
    Object.entries(headers).some(([name, value]) => {
      const told = headerOf(webhook, name)
      return told !== value && !/[*•]/.test(told ?? '')
    })
  )
}

function isSameAddress(one: string, other: string): boolean {
  return one === other || (URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href)
}

const headerOf = ({ headers }: RemoteWebhook, name: string) =>
  Object.entries(headers ?? {}).find(([own]) => own.toLowerCase() === name)?.[1]

export type Hooks = ReturnType<typeof openHooks>

/** What webhooks work with. */
export function openHooks(
  deps: Pick<Deps, 'clock' | 'instantly' | 'log' | 'store'>,
  parts: { readonly connections: Connections; readonly gaps: GapStore; readonly gapFound: () => void },
) {
  const { clock, instantly, store } = deps
  const { connections, gaps } = parts
  const iso = () => new Date(clock.now()).toISOString()
  return { connections, iso, instantly, clock, gaps, parts, store }
}

/**
 * Keeps how it stands. One that sends again after it did not has the days between compared with the log, whoever switched
 * it on: written together, so that neither is forgotten.
 */
export function keep(hooks: Hooks, connection: Connection, found: RemoteWebhook, target: Target): void {
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
      // While there was none, Instantly's log of events had none of it either: nothing proves those days.
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

/** It was looked for and is not there. */
export function keepGone({ connections, iso }: Hooks, connection: Connection): void {
  connections.change(connection.id, {
    webhookState: 'gone',
    webhookId: null,
    webhookCheckedAt: iso(),
    webhookErrorAt: silentSince(connection) ?? iso(),
  })
}

/** Since when nothing may have come: the last look that found it sending. Null where it never was seen to send. */
const silentSince = ({ webhookErrorAt, webhookState, webhookCheckedAt }: Connection): string | null =>
  webhookErrorAt ?? (webhookState === 'active' ? webhookCheckedAt : null)

/** Where it leads. */
export async function targetOf(hooks: Hooks, connection: Connection): Promise<Target> {
  const target = webhookOf(connection.address, await hooks.connections.token(connection))
  if (!target) throw new AppError('RELAY_TOKEN_INVALID', { reason: 'shape' })
  return target
}

/** Asked for as a click. */
export const requestContext = (
  workspaceId: WorkspaceId,
  priority: RequestContext['priority'] = 'click',
  signal?: AbortSignal,
): RequestContext => ({
  workspaceId,
  priority,
  requestedBy: 'webhook',
  ...(signal ? { signal } : {}),
})
