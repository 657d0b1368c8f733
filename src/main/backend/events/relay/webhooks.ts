/**
 * The webhook at Instantly that posts to a workspace's relay: found or made, tested, switched on again, deleted. What it
 * is made with (path and header value) is the relay's secret: it goes to Instantly and into no log, error or answer.
 */
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { webhookOf } from '#shared/relay-protocol.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker } from '../../core/instantly/types.ts'
import type { RemoteWebhook } from '../../core/instantly/types-events.ts'
import type { Connection, Connections } from './connections.ts'
import { dayMs, dayOf } from './days.ts'
import type { GapStore } from './gap-store.ts'

/** A plan or a key that does not allow it, or an answer that says no: then it is made by hand. */
const refusals: ReadonlySet<ErrorCode> = new Set(['INSTANTLY_PLAN_INACTIVE', 'INSTANTLY_SCOPE_MISSING', 'API_REFUSED'])
const webhookName = 'Sendoff'

type Target = { readonly url: string; readonly headers: Readonly<Record<string, string>> }

export function createWebhooks(
  deps: Pick<Deps, 'clock' | 'instantly' | 'log'>,
  parts: { readonly connections: Connections; readonly gaps: GapStore; readonly gapFound: () => void },
) {
  const { clock, instantly } = deps
  const { connections, gaps } = parts
  const iso = () => new Date(clock.now()).toISOString()
  const asker = (workspaceId: WorkspaceId, priority: Asker['priority'] = 'click', signal?: AbortSignal): Asker => ({
    workspaceId,
    priority,
    askedBy: 'webhook',
    ...(signal ? { signal } : {}),
  })

  async function targetOf(connection: Connection): Promise<Target> {
    const target = webhookOf(connection.address, await connections.token(connection))
    if (!target) throw new AppError('RELAY_TOKEN_INVALID', { reason: 'shape' })
    return target
  }

  function keep({ id, webhookSince }: Connection, found: RemoteWebhook): void {
    connections.change(id, {
      webhookId: found.id,
      webhookState: found.state,
      webhookSince: webhookSince ?? found.createdAt ?? iso(),
      webhookCheckedAt: iso(),
      webhookErrorAt: found.state === 'disabled' ? (found.errorAt ?? iso()) : null,
      webhookProblem: null,
      webhookProblemData: null,
    })
  }

  /** Looks first, always: one that is there is taken, and changed where relay or token are others now. */
  async function register(
    workspaceId: WorkspaceId,
    priority: Asker['priority'] = 'click',
    signal?: AbortSignal,
  ): Promise<void> {
    const connection = connections.of(workspaceId)
    const target = await targetOf(connection)
    const own = asker(workspaceId, priority, signal)
    try {
      const found = oursAmong(await instantly.webhooks(own), connection.webhookId, target)
      if (found && posts(found, target)) keep(connection, found)
      else if (found) keep(connection, await instantly.changeWebhook(own, found.id, wanted(target)))
      else await make(connection, target, own)
    } catch (error) {
      note(connection, safe(error, target))
    }
  }

  /** Written down before it is asked for: a crash or a lost answer is followed by a look, not by a second webhook. */
  async function make(connection: Connection, target: Target, own: Asker): Promise<void> {
    const { id } = connection
    connections.change(id, { webhookState: 'creating', webhookId: null })
    try {
      keep(connection, await instantly.createWebhook(own, { name: webhookName, ...wanted(target) }))
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'OUTCOME_UNKNOWN')) {
        connections.change(id, { webhookState: 'none' })
        throw error
      }
      const found = oursAmong(await instantly.webhooks(own), null, target)
      if (!found) throw error
      keep(connection, found)
    }
  }

  /** What was refused is kept and shown; everything else is thrown, for it may pass. */
  function note({ id }: Connection, error: unknown): void {
    if (!(error instanceof AppError) || !refusals.has(error.code)) throw error
    connections.change(id, {
      webhookState: 'refused',
      webhookCheckedAt: iso(),
      webhookProblem: error.code,
      webhookProblemData: error.data,
    })
  }

  /** Reads how it stands. Null where there is none to look for. */
  async function check(workspaceId: WorkspaceId, priority: Asker['priority'], signal?: AbortSignal): Promise<void> {
    const connection = connections.of(workspaceId)
    // An answer that was lost: only a look at all of them tells.
    if (connection.webhookState === 'creating' || connection.webhookId === null) {
      const target = await targetOf(connection)
      const found = oursAmong(await instantly.webhooks(asker(workspaceId, priority, signal)), null, target)
      if (found) keep(connection, found)
      else if (connection.webhookState !== 'refused')
        connections.change(connection.id, { webhookState: 'none', webhookCheckedAt: iso() })
      return
    }
    try {
      keep(connection, await instantly.webhook(asker(workspaceId, priority, signal), connection.webhookId))
    } catch (error) {
      if (!isGone(error)) throw error
      connections.change(connection.id, { webhookState: 'gone', webhookId: null, webhookCheckedAt: iso() })
    }
  }

  /** Switches it on again; the days it was off are compared and fetched from the log. */
  async function resume(
    workspaceId: WorkspaceId,
    priority: Asker['priority'] = 'click',
    signal?: AbortSignal,
  ): Promise<void> {
    const connection = connections.of(workspaceId)
    if (connection.webhookId === null) throw new AppError('WEBHOOK_NOT_THERE')
    try {
      const resumed = await instantly.resumeWebhook(asker(workspaceId, priority, signal), connection.webhookId)
      keep(connection, resumed)
    } catch (error) {
      if (!isGone(error)) throw error
      connections.change(connection.id, { webhookState: 'gone', webhookId: null, webhookCheckedAt: iso() })
      throw new AppError('WEBHOOK_NOT_THERE')
    }
    const now = clock.now()
    const since = connection.webhookErrorAt === null ? now - 7 * dayMs : Date.parse(connection.webhookErrorAt) - dayMs
    gaps.want(workspaceId, 'webhook_disabled', dayOf(Math.max(since, now - 30 * dayMs)), dayOf(now))
    parts.gapFound()
  }

  return {
    register,
    check,
    resume,
    targetOf,
    /** Deletes it at Instantly; one that is gone already is as wished. */
    async remove(workspaceId: WorkspaceId): Promise<void> {
      const connection = connections.of(workspaceId)
      if (connection.webhookId === null) return
      try {
        await instantly.deleteWebhook(asker(workspaceId), connection.webhookId)
      } catch (error) {
        if (!isGone(error)) throw error
      }
      connections.change(connection.id, { webhookId: null, webhookState: 'none', webhookSince: null })
    },
    /** Has the test event sent. Whether Instantly got it delivered is the answer. */
    test(workspaceId: WorkspaceId, webhookId: string) {
      return instantly.testWebhook(asker(workspaceId), webhookId)
    },
  }
}

export type Webhooks = ReturnType<typeof createWebhooks>

const isGone = (error: unknown) =>
  error instanceof AppError && error.code === 'API_REFUSED' && error.data['status'] === 404

const wanted = ({ url, headers }: Target) => ({
  target_hook_url: url,
  event_type: 'all_events' as const,
  campaign: null,
  headers,
})

/** By its id; by its address; by the relay's path at another address. An active one before a disabled one. */
function oursAmong(all: readonly RemoteWebhook[], id: string | null, { url }: Target): RemoteWebhook | null {
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
function posts(
  webhook: RemoteWebhook,
  target: { readonly url: string; readonly headers?: Target['headers'] },
): boolean {
  const right = Object.entries(target.headers ?? {}).every(([name, value]) => headerOf(webhook, name) === value)
  return webhook.url === target.url && webhook.eventType === 'all_events' && webhook.campaignId === null && right
}

const headerOf = ({ headers }: RemoteWebhook, name: string) =>
  Object.entries(headers).find(([own]) => own.toLowerCase() === name)?.[1]

/** Instantly's own words may quote what it was sent. */
function safe(error: unknown, { url, headers }: Target): unknown {
  if (!(error instanceof AppError)) return error
  const message = error.data['message']
  if (typeof message !== 'string') return error
  const secrets = [url, url.slice(url.lastIndexOf('/') + 1), ...Object.values(headers)]
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), message)
  return clean === message ? error : new AppError(error.code, { ...error.data, message: clean })
}
