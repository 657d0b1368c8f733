import type { lookup } from 'node:dns'
import type { CrmProblem, CrmTry } from '#shared/contract/crm.ts'
import { outsideLookup, PrivateNetwork } from '../../lib/private-network.ts'
import { retryAfterMs } from './retry-after.ts'
import { signatureOf } from './sign.ts'

export type WebhookRequest = {
  readonly url: URL
  readonly privateNetwork: boolean
  readonly secret: string
  readonly body: string
  readonly uid: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly appVersion: string
  readonly signal: AbortSignal
  /** Tests bring their own names. */
  readonly resolve?: typeof lookup
}

export type WebhookAnswer = CrmTry & {
  /** How long the receiver asks to wait, bounded to a day. */
  readonly retryAfterMs: number | null
}

const timeoutMs = 20_000

/** Sends a body once, signed. Never throws: what went wrong is in the answer. Redirects are not followed. */
export async function sendWebhook(request: WebhookRequest): Promise<WebhookAnswer> {
  const { Agent } = await import('undici')
  const guard = request.privateNetwork ? {} : { lookup: outsideLookup(request.resolve) }
  const agent = new Agent({ connect: { timeout: 10_000, ...guard }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs })
  const timestamp = Math.floor(request.now / 1000)
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await agent.request({
      origin: request.url.origin,
      path: `${request.url.pathname}${request.url.search}`,
      method: 'POST',
      body: request.body,
      signal: AbortSignal.any([request.signal, timeout]),
      headers: {
        'content-type': 'application/json',
        'user-agent': `Sendoff/${request.appVersion}`,
        'idempotency-key': request.uid,
        'x-sendoff-timestamp': String(timestamp),
        'x-sendoff-signature': signatureOf(request.secret, timestamp, request.body),
      },
    })
    // What it says besides is nobody's business and may be endless.
    answer.body.on('error', () => undefined).destroy()
    return judged(answer.statusCode, answer.headers['retry-after'])
  } catch (error) {
    return failed(problemOf(error, timeout.aborted))
  } finally {
    await agent.destroy()
  }
}

const failed = (problem: CrmProblem): WebhookAnswer => ({ ok: false, status: null, problem, retryAfterMs: null })

function problemOf(error: unknown, timedOut: boolean): CrmProblem {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PrivateNetwork) return 'private_network'
    if (/timeout/i.test(cause.name) || ('code' in cause && /TIMEOUT/.test(String(cause.code)))) return 'timeout'
  }
  return timedOut ? 'timeout' : 'unreachable'
}

function judged(status: number, retryAfter: string | string[] | undefined): WebhookAnswer {
  if (status >= 200 && status < 300) return { ok: true, status, problem: null, retryAfterMs: null }
  const problem: CrmProblem = status === 410 ? 'gone' : status >= 300 && status < 400 ? 'redirect' : 'refused'
  const asked = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter
  return { ok: false, status, problem, retryAfterMs: retryAfterMs(asked) }
}
