/** Sends one request to a CRM's API. Answers are parsed, and errors say whether it may have been carried out. */
import type { z } from 'zod'
import type { CrmProblem } from '#shared/contract/inbox/crm.ts'
import { answerValues } from '#shared/domain/core/reading-limits.ts'
import type { Logger } from '#shared/log.ts'
import { toFailedExchange } from '../../../core/instantly/http.ts'
import { createTransport, type Transport } from '../../../core/instantly/transport.ts'
import { listsMoreThan, parseJson } from '../../../core/lib/parse-json.ts'
import { retryAfterMs } from '../../../core/lib/retry-after.ts'
import { maxCrmWaitMs } from '../max-wait.ts'

/**
 * Reason a request failed. `unknown`: it may have been carried out all the same. `said` is the CRM's own answer, for
 * the caller; it can hold personal data and must not be logged.
 */
export class CrmFailure extends Error {
  readonly problem: CrmProblem
  readonly status: number | null
  readonly unknown: boolean
  readonly retryAfterMs: number | null
  readonly said: unknown

  constructor(
    problem: CrmProblem,
    about: { status?: number | null; unknown?: boolean; retryAfterMs?: number | null; said?: unknown } = {},
  ) {
    super(problem)
    this.problem = problem
    this.status = about.status ?? null
    this.unknown = about.unknown ?? false
    this.retryAfterMs = about.retryAfterMs ?? null
    this.said = about.said
  }
}

export type CrmRequest = {
  readonly method?: 'GET' | 'POST' | 'PATCH'
  /** Relative to the base address. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

export type CrmRequester = {
  /** Throws CrmFailure if the answer does not match the shape. */
  <T>(shape: z.ZodType<T>, request: CrmRequest): Promise<T>
  /** Returns null for a 404. */
  maybe<T>(shape: z.ZodType<T>, request: CrmRequest): Promise<T | null>
}

/** Creates connections, one pool per address. Kept alive and through the system's proxy like those to Instantly. */
export function createCrmTransports(log: Logger): (base: URL) => Transport {
  const open = new Map<string, Transport>()
  return (base) => {
    const known = open.get(base.origin)
    if (known) return known
    const made = createTransport(base, process.env, log)
    open.set(base.origin, made)
    return made
  }
}

export type CrmRequesterParts = {
  readonly base: URL
  readonly transport: Transport
  readonly headers: Readonly<Record<string, string>>
  readonly appVersion: string
  readonly signal: AbortSignal
}

const timeoutMs = 20_000

export function createCrmRequester(parts: CrmRequesterParts): CrmRequester {
  const root = `${parts.base.origin}${parts.base.pathname.replace(/\/+$/, '')}`

  async function exchange(request: CrmRequest): Promise<{ readonly response: Response; readonly text: string }> {
    const { method = 'GET', path, query, json, form } = request
    const address = `${root}${path}${query ? `?${new URLSearchParams(query).toString()}` : ''}`
    const text = json !== undefined ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : undefined
    const headers: Record<string, string> = {
      accept: 'application/json',
      'user-agent': `Sendoff/${parts.appVersion}`,
      ...parts.headers,
      ...request.headers,
    }
    if (json !== undefined) headers['content-type'] = 'application/json'
    if (form) headers['content-type'] = 'application/x-www-form-urlencoded'
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = AbortSignal.any([parts.signal, timeout])
    try {
      const body = text === undefined ? undefined : Buffer.from(text, 'utf8')
      const response = await parts.transport(new Request(address, { method, headers }), { body, signal })
      return { response, text: await response.text() }
    } catch (error) {
      if (timeout.aborted) throw new CrmFailure('timeout', { unknown: true })
      const none = toFailedExchange(error)
      const left = none.kind === 'answer' || none.left
      throw new CrmFailure('unreachable', { unknown: left })
    }
  }

  async function read<T>(shape: z.ZodType<T>, request: CrmRequest, mayMiss: boolean): Promise<T | null> {
    const { response, text } = await exchange(request)
    const said = text.trim() === '' || listsMoreThan(answerValues.crm, text) ? null : parseJson(text)
    const { status } = response
    if (mayMiss && status === 404) return null
    if (status < 200 || status >= 300) {
      const wait = retryAfterMs(response.headers.get('retry-after'), Date.now(), maxCrmWaitMs)
      throw new CrmFailure(problemOfStatus(status), {
        status,
        unknown: status >= 500 || status === 408,
        retryAfterMs: wait,
        said,
      })
    }
    const parsed = shape.safeParse(said)
    // The request was carried out, but its result cannot be read.
    if (!parsed.success) throw new CrmFailure('unreadable', { status, unknown: true })
    return parsed.data
  }

  return Object.assign(
    async <T>(shape: z.ZodType<T>, request: CrmRequest) => (await read(shape, request, false)) as T,
    {
      maybe: <T>(shape: z.ZodType<T>, request: CrmRequest) => read(shape, request, true),
    },
  )
}

function problemOfStatus(status: number): CrmProblem {
  if (status === 401) return 'token_refused'
  if (status === 403) return 'rights_missing'
  if (status === 429) return 'rate_limited'
  if (status === 408) return 'timeout'
  if (status >= 500) return 'server_error'
  return status >= 300 && status < 400 ? 'redirect' : 'refused'
}

/** Returns null if the token lacks the permission. */
export async function nullIfForbidden<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof CrmFailure && error.problem === 'rights_missing') return null
    throw error
  }
}
