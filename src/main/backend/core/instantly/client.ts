import { keyPattern } from '#shared/domain/clients/pasted-key.ts'
import { AppError } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Clock } from '../deps.ts'
import type { Environment } from '../lib/proxies.ts'
import { noPauses, type Pauses } from '../pauses.ts'
import type { CallMetrics } from './call-metrics.ts'
import { createHttp } from './http.ts'
import { createKeyProbe } from './key-probe.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import type { CallOperation } from './operation.ts'
import { createCalls, operations } from './operations.ts'
import { type CallContext, type ClientDeps, performCall, type Timeouts } from './perform.ts'
import { checkedBaseUrl, createTransport } from './transport.ts'
import type { AuditEntry, Instantly, KeySource, KeyStatus, RequestContext, WorkspaceKey } from './types.ts'

export type InstantlyOptions = {
  /** Without /api/v2; null for the real API. HTTPS, or HTTP on this machine. */
  readonly baseUrl: string | null
  readonly keys: KeySource
  readonly audit: (entry: AuditEntry) => void
  readonly metrics?: CallMetrics | undefined
  readonly clock: Clock
  readonly log: Logger
  readonly appVersion?: string
  /** Replaces the network; used by the demo. */
  readonly fetch?: typeof fetch
  readonly timeouts?: Partial<Timeouts>
  readonly environment?: Environment
  /** Set for the demo, whose simulator allows more than Instantly. */
  readonly emailsPerMinute?: number | undefined
  readonly random?: () => number
  readonly pauses?: Pauses
}

const defaultTimeouts: Timeouts = { readMs: 30_000, writeMs: 60_000, bulkMs: 120_000 }

/** Creates the only client for Instantly: every call of the app goes through it, its limiter and its audit log. */
export function createInstantly(options: InstantlyOptions): Instantly {
  const { keys, clock, log, random = Math.random, emailsPerMinute, pauses = noPauses } = options
  const base = checkedBaseUrl(options.baseUrl)
  const via = options.fetch
    ? { fetch: options.fetch }
    : { transport: createTransport(base, options.environment ?? process.env, log) }
  const deps: ClientDeps = {
    http: createHttp(via, `Sendoff/${options.appVersion ?? '0'}`),
    apiUrl: `${base.origin}${base.pathname.replace(/\/+$/, '')}/api/v2`,
    clock,
    timeouts: { ...defaultTimeouts, ...options.timeouts },
    random,
    log,
    audit: options.audit,
    metrics: options.metrics,
  }
  const limiters = new Map<WorkspaceId, Limiter>()
  const aheadMs = new Map<WorkspaceId, number>()

  const limiterOf = (workspaceId: WorkspaceId): Limiter => {
    const known = limiters.get(workspaceId)
    if (known) return known
    const made = createLimiter({ clock, random, emailsPerMinute, isPaused: () => pauses.isPaused(workspaceId) })
    limiters.set(workspaceId, made)
    return made
  }

  pauses.onChange(() => {
    for (const [workspaceId, limiter] of limiters) if (pauses.isPaused(workspaceId)) limiter.refuseWaiting()
  })

  const clockAheadMs = (workspaceId: WorkspaceId): number => aheadMs.get(workspaceId) ?? 0

  const report = (keyId: ApiKeyId, verdict: KeyStatus, scope: string) => {
    try {
      keys.report(keyId, verdict, scope)
    } catch {
      // The result of the call matters more than the state of its key.
      log.error('verdict on a key not kept', { keyId, verdict })
    }
  }

  const callerOf =
    (requestContext: RequestContext): CallOperation =>
    async (operation) => {
      const { workspaceId } = requestContext
      const callWith = ({ keyId, secret }: WorkspaceKey) => {
        const context: CallContext = {
          workspaceId,
          priority: requestContext.priority,
          requestedBy: requestContext.requestedBy,
          signal: requestContext.signal,
          secret: asHeaderValue(secret),
          limiter: limiterOf(workspaceId),
          reportKey: (verdict, scope) => report(keyId, verdict, scope),
          serverTime: (ms) => aheadMs.set(workspaceId, ms),
        }
        return performCall(deps, context, operation)
      }
      const key = await keys.secretFor(workspaceId, operation.scope)
      try {
        return await callWith(key)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'INSTANTLY_API_KEY_INVALID') throw error
        // Nothing was done. Another key may be accepted; if there is none, this says whether the key was revoked.
        const other = await keys.secretFor(workspaceId, operation.scope)
        if (other.keyId === key.keyId) throw error
        return callWith(other)
      }
    }

  return {
    ...createCalls((name) => {
      const carryOut = operations[name] as (call: CallOperation, ...rest: readonly unknown[]) => Promise<unknown>
      return async (requestContext, ...rest) => carryOut(callerOf(requestContext), ...rest)
    }),
    clockAheadMs,
    now: (workspaceId) => clock.now() + clockAheadMs(workspaceId),
    limiterState: (workspaceId) => limiterOf(workspaceId).state(),
    withKey(secret, workspaceId, requestContext = {}) {
      const context: CallContext = {
        workspaceId,
        priority: requestContext.priority ?? 'click',
        requestedBy: requestContext.requestedBy ?? 'test connection',
        signal: requestContext.signal,
        secret,
        limiter: workspaceId === null ? createLimiter({ clock, random, emailsPerMinute }) : limiterOf(workspaceId),
        reportKey: () => undefined,
        serverTime: () => undefined,
      }
      return createKeyProbe(async (operation) =>
        performCall(deps, { ...context, secret: asHeaderValue(secret) }, operation),
      )
    },
  }
}

/** Throws if a key cannot be sent as a header: that would fail with an error that may quote the key. */
function asHeaderValue(secret: string): string {
  if (secret.length > 500 || !keyPattern.test(secret)) throw new AppError('INSTANTLY_API_KEY_INVALID', { status: null })
  return secret
}
