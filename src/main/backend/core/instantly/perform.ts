import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Clock } from '../deps.ts'
import { backoffMs } from '../lib/backoff.ts'
import { retryAfterMs } from '../lib/retry-after.ts'
import type { CallMeter } from './call-meter.ts'
import type { Exchange, Http } from './http.ts'
import { type Judgement, judge } from './judge.ts'
import type { Limiter, Permit } from './limiter.ts'
import type { Operation } from './operation.ts'
import type { AuditEntry, KeyVerdict, Priority } from './types.ts'

export type Timeouts = { readonly readMs: number; readonly writeMs: number; readonly bulkMs: number }

/** All that making calls needs, whoever asks. */
export type Means = {
  readonly http: Http
  readonly apiUrl: string
  readonly clock: Clock
  readonly timeouts: Timeouts
  readonly random: () => number
  readonly log: Logger
  audit(entry: AuditEntry): void
  readonly meter: CallMeter | undefined
}

/** Who asks, with which key, under which limiter. */
export type Session = {
  readonly workspaceId: WorkspaceId | null
  readonly priority: Priority
  readonly askedBy: string
  readonly signal: AbortSignal | undefined
  readonly secret: string
  readonly limiter: Limiter
  /** `scope`: what the call asks of the key. */
  judged(verdict: KeyVerdict, scope: string): void
  serverTime(aheadMs: number): void
}

type Repeat = Extract<Judgement<unknown>, { do: 'repeat' }>['because']

/** How often a call is sent at most, by why it has to be repeated. A job is patient, an operator is not. */
const mostTries: Record<Repeat, Record<Priority, number>> = {
  rate: { click: 4, job: 8, poll: 4 },
  offline: { click: 3, job: 4, poll: 3 },
  unavailable: { click: 3, job: 4, poll: 3 },
}
const retryDelay = { firstMs: 400, maxMs: 8_000 }

/** Makes one call: waits for its turn, sends, repeats what may be repeated, and leaves one line in the audit log. */
export async function perform<T>(means: Means, session: Session, operation: Operation<T>): Promise<T> {
  const { clock } = means
  const tries = { rate: 0, offline: 0, unavailable: 0 }
  const line = { startedAt: 0, tries: 0, status: null as number | null, ok: false, cancelled: false }
  try {
    for (;;) {
      const permit = await session.limiter.acquire({
        priority: session.priority,
        signal: session.signal,
        kind: operation.kind,
      })
      if (line.tries++ === 0) line.startedAt = clock.now()
      const exchange = await exchangeOnce(means, session, operation, permit)
      line.status = exchange.kind === 'answer' ? exchange.status : null
      line.cancelled = isCancelled(exchange)
      const judgement = judge(operation, exchange, session.secret)
      if (judgement.do === 'repeat') {
        const { because, error } = judgement
        tries[because] += 1
        if (tries[because] >= mostTries[because][session.priority]) throw error
        // After 429 the limiter itself makes everybody wait.
        if (because !== 'rate') await clock.sleep(backoffMs(tries[because], retryDelay, means.random), session.signal)
        continue
      }
      if (judgement.verdict) session.judged(judgement.verdict, operation.scope)
      if (judgement.do === 'fail') throw judgement.error
      line.ok = line.status !== null && line.status < 400
      return judgement.value
    }
  } finally {
    // A call that was cancelled before its turn was never made.
    if (line.tries > 0) writeAudit(means, session, operation, line)
  }
}

async function exchangeOnce<T>(
  { http, apiUrl, clock, timeouts, meter }: Means,
  session: Session,
  operation: Operation<T>,
  permit: Permit,
): Promise<Exchange> {
  const sentAt = clock.now()
  const exchange = await http({
    method: operation.method,
    url: apiUrl + operation.path + queryText(operation.query),
    secret: session.secret,
    body: operation.body,
    timeoutMs: timeouts[`${operation.patience}Ms`],
    signal: session.signal,
    onLeft: () => permit.left(),
  })
  const answeredAt = clock.now()
  const ms = answeredAt - sentAt
  const status = exchange.kind === 'answer' ? exchange.status : null
  // What we broke off ourselves says nothing of who was asked.
  if (!isCancelled(exchange)) {
    meter?.request({ workspaceId: session.workspaceId, kind: operation.countsAs, sentAt, ms, status })
  }
  if (exchange.kind === 'none') {
    permit.done({ ms, status })
    return exchange
  }
  const serverAt = exchange.date === null ? Number.NaN : Date.parse(exchange.date)
  // The header has whole seconds, cut off: half a second is the likeliest rest.
  if (!Number.isNaN(serverAt)) session.serverTime(Math.round(serverAt + 500 - (sentAt + answeredAt) / 2))
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
  means: Means,
  session: Session,
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
    workspaceId: session.workspaceId,
    at: new Date(line.startedAt).toISOString(),
    askedBy: session.askedBy,
    method: operation.method,
    path: `/api/v2${operation.path}`,
    status: line.status,
    durationMs: Math.max(0, Math.round(means.clock.now() - line.startedAt)),
    tries: line.tries,
    outcome: line.ok ? 'ok' : line.status === null ? 'no_answer' : 'refused',
  }
  const { workspaceId, outcome } = entry
  if (!line.cancelled) means.meter?.call({ workspaceId, kind: operation.countsAs, outcome })
  try {
    means.audit(entry)
  } catch (error) {
    // The call was made: its result must not be lost because its line could not be written.
    means.log.error('audit line not written', { reason: error instanceof AppError ? error.code : 'unknown' })
  }
}
