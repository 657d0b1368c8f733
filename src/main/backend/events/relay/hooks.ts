/** The webhook of a client at Instantly, as it is kept here. */
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { webhookOf } from '#shared/relay-protocol.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { RemoteWebhook } from '../../core/instantly/types-events.ts'
import type { Connection, Connections } from './connections.ts'
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

const headerOf = ({ headers }: RemoteWebhook, name: string) =>
  Object.entries(headers).find(([own]) => own.toLowerCase() === name)?.[1]

export type Hooks = ReturnType<typeof openHooks>

/** What webhooks work with. */
export function openHooks(
  deps: Pick<Deps, 'clock' | 'instantly' | 'log'>,
  parts: { readonly connections: Connections; readonly gaps: GapStore; readonly gapFound: () => void },
) {
  const { clock, instantly } = deps
  const { connections, gaps } = parts
  const iso = () => new Date(clock.now()).toISOString()
  return { connections, iso, instantly, clock, gaps, parts }
}

/** Keeps how it stands. */
export function keep(hooks: Hooks, { id, webhookSince }: Connection, found: RemoteWebhook): void {
  const { iso } = hooks
  hooks.connections.change(id, {
    webhookId: found.id,
    webhookState: found.state,
    webhookSince: webhookSince ?? found.createdAt ?? iso(),
    webhookCheckedAt: iso(),
    webhookErrorAt: found.state === 'disabled' ? (found.errorAt ?? iso()) : null,
    webhookProblem: null,
    webhookProblemData: null,
  })
}

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
