import type { lookup } from 'node:dns'
import type { CrmProblem, CrmTry } from '#shared/contract/inbox/crm.ts'
import { hostOf, outsideLookup, PrivateNetwork } from '../../core/lib/private-network.ts'
import { type Environment, proxyAgent } from '../../core/lib/proxies.ts'
import { retryAfterMs } from '../../core/lib/retry-after.ts'
import { mostCrmWaitMs } from './most-wait.ts'
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
  /** Tests bring their own names, and their own proxy. */
  readonly resolve?: typeof lookup
  readonly environment?: Environment
}

export type WebhookAnswer = CrmTry & {
  /** How long the receiver asks to wait, bounded to a day. */
  readonly retryAfterMs: number | null
}

const timeoutMs = 20_000

/** Sends a body once, signed. Never throws: what went wrong is in the answer. Redirects are not followed. */
export async function sendWebhook(request: WebhookRequest): Promise<WebhookAnswer> {
  const agent = await connections(request)
  const timestamp = Math.floor(request.now / 1000)
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    if (agent.proxied) await assertOutside(request)
    const answer = await agent.dispatcher.request({
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
    await agent.dispatcher.destroy()
  }
}

/** Through the system's proxy where one is set, like everything else; never into a network the operator named as theirs. */
async function connections({ privateNetwork, resolve, environment = process.env }: WebhookRequest) {
  const undici = await import('undici')
  const guard = privateNetwork ? {} : { lookup: outsideLookup(resolve) }
  const options = { connect: { timeout: 10_000, ...guard }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
  const proxied = privateNetwork ? null : proxyAgent(undici, environment, options)
  return { dispatcher: proxied ?? new undici.Agent(options), proxied: proxied !== null }
}

/** A proxy looks names up itself; what this machine knows to be inside does not go to it. */
function assertOutside({ url, resolve }: WebhookRequest): Promise<void> {
  return new Promise((done, refuse) => {
    outsideLookup(resolve)(hostOf(url), {}, (error) => (error instanceof PrivateNetwork ? refuse(error) : done()))
  })
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
  return { ok: false, status, problem, retryAfterMs: retryAfterMs(asked, Date.now(), mostCrmWaitMs) }
}
