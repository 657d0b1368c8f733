import ky from 'ky'
import { answerValues } from '#shared/domain/core/reading-limits.ts'
import { isCertificateFault } from '../lib/certificate-fault.ts'
import { listsMoreThan, parseJson } from '../lib/parse-json.ts'
import { AnswerTooLarge, maxAnswerBytes, type Transport } from './transport.ts'

export type OutgoingRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly secret: string
  readonly body: Uint8Array | undefined
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  /** Called when the request is written to a connection. */
  readonly onLeft?: (() => void) | undefined
}

/** Result of one request. `left` false: nothing of it can have reached Instantly. */
export type Exchange =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** undefined: not JSON. null: empty. */
      readonly json: unknown
      readonly retryAfter: string | null
      readonly date: string | null
    }
  | {
      readonly kind: 'none'
      readonly left: boolean
      readonly why: 'cancelled' | 'timeout' | 'network' | 'too_large'
      readonly reason: string
    }

/** Sends one request once and returns the result. Never throws, never retries, never follows a redirect. */
export type Http = (outgoing: OutgoingRequest) => Promise<Exchange>

/** Bodies from this many bytes bypass ky, whose Requests cost more than sending an upload of 1,000 leads. */
const largeBody = 32_768

export function createHttp(via: { transport: Transport } | { fetch: typeof fetch }, userAgent: string): Http {
  // ky's own retries and time-out are off: classify-response.ts decides what may be retried, and the limiter must know
  // about it.
  const client = ky.create({ retry: 0, timeout: false, throwHttpErrors: false, redirect: 'manual' })

  const respond = ({ method, url, secret, body, onLeft }: OutgoingRequest, signal: AbortSignal): Promise<Response> => {
    const headers: Record<string, string> = {
      accept: 'application/json',
      authorization: `Bearer ${secret}`,
      'user-agent': userAgent,
    }
    if (body) headers['content-type'] = 'application/json'
    if ('fetch' in via) {
      return client(url, { method, headers, signal, fetch: via.fetch, ...(body ? { body } : {}) })
    }
    const sending = { body, signal, onLeft }
    if (body && body.length >= largeBody)
      return via.transport({ url, method, headers: Object.entries(headers) }, sending)
    return client(url, {
      method,
      headers,
      fetch: (sent) => via.transport(sent instanceof Request ? sent : new Request(sent), sending),
    })
  }

  return async (outgoing) => {
    if (outgoing.signal?.aborted) return { kind: 'none', left: false, why: 'cancelled', reason: 'cancelled' }
    const deadline = startDeadline(outgoing)
    try {
      const response = await respond(outgoing, deadline.signal)
      const text = await response.text()
      if (text.length > maxAnswerBytes || listsMoreThan(answerValues.instantly, text)) throw new AnswerTooLarge()
      return {
        kind: 'answer',
        status: response.status,
        json: text.trim() === '' ? null : parseJson(text),
        retryAfter: response.headers.get('retry-after'),
        date: response.headers.get('date'),
      }
    } catch (error) {
      return deadline.ended() ?? toFailedExchange(error)
    } finally {
      deadline.clear()
    }
  }
}

function startDeadline({ timeoutMs, signal }: OutgoingRequest) {
  const controller = new AbortController()
  let why: 'timeout' | 'cancelled' | null = null
  const end = (reason: 'timeout' | 'cancelled') => {
    why ??= reason
    controller.abort()
  }
  const timer = setTimeout(() => end('timeout'), timeoutMs)
  const cancel = () => end('cancelled')
  signal?.addEventListener('abort', cancel, { once: true })
  return {
    signal: controller.signal,
    /** Why the deadline or cancellation ended it, if one did. Whether the request had left by then is unknown. */
    ended: (): Exchange | null => why && { kind: 'none', left: true, why, reason: why },
    clear() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
    },
  }
}

const unsentErrorCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Converts an error to its codes only: a client's error object can contain the request, and with it the key. */
export function toFailedExchange(thrown: unknown): Exchange {
  if (thrown instanceof AnswerTooLarge) return { kind: 'none', left: true, why: 'too_large', reason: 'too_large' }
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    const code = 'code' in error ? error.code : undefined
    if (typeof code !== 'string') continue
    const syscall = 'syscall' in error ? error.syscall : undefined
    const refusedByProxy = code === 'UND_ERR_ABORTED' && error.message.includes('Tunneling')
    const left = !(unsentErrorCodes.has(code) || isCertificateFault(code) || syscall === 'connect' || refusedByProxy)
    return { kind: 'none', left, why: 'network', reason: refusedByProxy ? 'PROXY_REFUSED' : code.slice(0, 60) }
  }
  return { kind: 'none', left: true, why: 'network', reason: 'unknown' }
}
