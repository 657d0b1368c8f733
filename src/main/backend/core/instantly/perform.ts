import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Clock } from '../deps.ts'
import { backoffMs } from '../lib/backoff.ts'
import { retryAfterMs } from '../lib/retry-after.ts'
import type { CallMetrics } from './call-metrics.ts'
import { classifyResponse, type ResponseOutcome } from './classify-response.ts'
import type { Exchange, Http } from './http.ts'
import { isRefused } from './is-refused.ts'
import type { Limiter, Permit } from './limiter.ts'
import type { Operation } from './operation.ts'
import type { AuditEntry, KeyStatus, Priority } from './types.ts'

export type Timeouts = { readonly readMs: number; readonly writeMs: number; readonly bulkMs: number }

/** Dependencies for making calls, shared by all callers. */
export type ClientDeps = {
  readonly http: Http
  readonly apiUrl: string
  readonly clock: Clock
  readonly timeouts: Timeouts
  readonly random: () => number
  readonly log: Logger
  audit(entry: AuditEntry): void
  readonly metrics: CallMetrics | undefined
}

/** The caller, its key and its limiter. */
export type CallContext = {
  readonly workspaceId: WorkspaceId | null
  readonly priority: Priority
  readonly requestedBy: string
  readonly signal: AbortSignal | undefined
  readonly secret: string
  readonly limiter: Limiter
  /** `scope`: the scope the call needs. */
  reportKey(keyStatus: KeyStatus, scope: string): void
  serverTime(aheadMs: number): void
}

type RepeatReason = Extract<ResponseOutcome<unknown>, { do: 'repeat' }>['because']

/** Maximum number of attempts, by the reason for retrying. A job is patient, an operator is not. */
const maxTries: Record<RepeatReason, Record<Priority, number>> = {
  rate: { click: 4, job: 8, poll: 4 },
  offline: { click: 3, job: 4, poll: 3 },
  unavailable: { click: 3, job: 4, poll: 3 },
}
const retryDelay = { firstMs: 400, maxMs: 8_000 }

/** Performs one call: waits for its turn, sends it, retries what may be, and writes one line to the audit log. */
export async function performCall<T>(deps: ClientDeps, context: CallContext, operation: Operation<T>): Promise<T> {
  const { clock } = deps
  const tries = { rate: 0, offline: 0, unavailable: 0 }
  let wasRefused = false
  const line = { startedAt: 0, tries: 0, status: null as number | null, ok: false, cancelled: false }
  try {
    for (;;) {
      const permit = await context.limiter.acquire({
        priority: context.priority,
        signal: context.signal,
        kind: operation.kind,
      })
      if (line.tries++ === 0) line.startedAt = clock.now()
      const exchange = await exchangeOnce(deps, context, operation, permit)
      line.status = exchange.kind === 'answer' ? exchange.status : null
      line.cancelled = isCancelled(exchange)
      const outcome = classifyResponse(operation, exchange, context.secret)
      if (outcome.do === 'repeat') {
        const { because, error } = outcome
        tries[because] += 1
        const isLast = tries[because] >= maxTries[because][context.priority]
        // After a 429 the limiter itself makes all requests wait.
        if (!isLast && because !== 'rate')
          await clock.sleep(backoffMs(tries[because], retryDelay, deps.random), context.signal)
        if (exchange.kind === 'answer') {
          await assertRepeatable(operation, error)
          wasRefused = true
        }
        if (isLast) throw error
        continue
      }
      if (outcome.keyStatus) context.reportKey(outcome.keyStatus, operation.scope)
      if (outcome.do === 'fail') throw wasRefused ? ofRepeat(operation, outcome.error) : outcome.error
      line.ok = line.status !== null && line.status < 400
      return outcome.value
    }
  } finally {
    // A call that was cancelled before its turn was never made.
    if (line.tries > 0) writeAudit(deps, context, operation, line)
  }
}

/** Throws OUTCOME_UNKNOWN, with the error of a failed look as its cause, if a refused request may have been carried out. */
async function assertRepeatable<T>({ mayRepeat = () => true }: Operation<T>, refusal: AppError): Promise<void> {
  let cause: unknown
  try {
    if (await mayRepeat()) return
  } catch (error) {
    cause = error
  }
  throw new AppError('OUTCOME_UNKNOWN', refusal.data, { cause })
}

/**
 * Returns what a refusal means after the request had been refused for the time being. Without a look in between it may
 * be refused because it was carried out the first time: the campaign is no longer running, the lead is no longer there.
 */
function ofRepeat<T>({ is, mayRepeat }: Operation<T>, error: AppError): AppError {
  const isEcho = is === 'writes' && !mayRepeat && isRefused(error) && error.data['status'] !== 404
  return isEcho ? new AppError('OUTCOME_UNKNOWN', error.data, { cause: error }) : error
}

/** No answer exceeds its time-out by this much: the computer's clock was set forward. */
const clockStepMs = 3_600_000

async function exchangeOnce<T>(
  { http, apiUrl, clock, timeouts, metrics }: ClientDeps,
  context: CallContext,
  operation: Operation<T>,
  permit: Permit,
): Promise<Exchange> {
  const sentAt = clock.now()
  const timeoutMs = timeouts[`${operation.timeoutClass}Ms`]
  const exchange = await http({
    method: operation.method,
    url: apiUrl + operation.path + queryText(operation.query),
    secret: context.secret,
    body: operation.body,
    timeoutMs,
    signal: context.signal,
    onLeft: () => permit.left(),
  })
  const answeredAt = clock.now()
  const ms = answeredAt - sentAt
  const status = exchange.kind === 'answer' ? exchange.status : null
  // Requests we cancelled say nothing about Instantly.
  if (!isCancelled(exchange)) {
    metrics?.request({ workspaceId: context.workspaceId, kind: operation.countsAs, sentAt, ms, status })
  }
  if (exchange.kind === 'none') {
    permit.done({ ms, status, unsent: !exchange.left })
    return exchange
  }
  const serverAt = exchange.date === null ? Number.NaN : Date.parse(exchange.date)
  // The header has whole seconds, truncated, so half a second is added. It is not used if the answer is a page of
  // something in between, which has its own clock, because Instantly's clock decides which leads a lost upload created;
  // nor if the computer's clock was changed meanwhile.
  const isSteady = ms >= 0 && ms < timeoutMs + clockStepMs
  if (!Number.isNaN(serverAt) && exchange.json !== undefined && isSteady)
    context.serverTime(Math.round(serverAt + 500 - (sentAt + answeredAt) / 2))
  const waitMs = retryAfterMs(exchange.retryAfter, Number.isNaN(serverAt) ? answeredAt : serverAt)
  permit.done({ ms, status: exchange.status, retryAfterMs: waitMs })
  return exchange
}

const isCancelled = (exchange: Exchange): boolean => exchange.kind === 'none' && exchange.why === 'cancelled'

export function queryText(query: Operation<unknown>['query']): string {
  const text = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
    ),
  ).toString()
  return text && `?${text}`
}

function writeAudit<T>(
  deps: ClientDeps,
  context: CallContext,
  operation: Operation<T>,
  line: {
    readonly startedAt: number
    readonly tries: number
    readonly status: number | null
    readonly ok: boolean
    readonly cancelled: boolean
  },
): void {
  const entry: AuditEntry = {
    workspaceId: context.workspaceId,
    at: new Date(line.startedAt).toISOString(),
    requestedBy: context.requestedBy,
    method: operation.method,
    path: `/api/v2${operation.path}`,
    status: line.status,
    durationMs: Math.max(0, Math.round(deps.clock.now() - line.startedAt)),
    tries: line.tries,
    outcome: line.ok ? 'ok' : line.status === null ? 'no_answer' : 'refused',
  }
  const { workspaceId, outcome } = entry
  if (!line.cancelled) deps.metrics?.call({ workspaceId, kind: operation.countsAs, outcome })
  try {
    deps.audit(entry)
  } catch (error) {
    // The call was made: its result must not be lost because its audit line could not be written.
    deps.log.error('audit line not written', { reason: error instanceof AppError ? error.code : 'unknown' })
  }
}
