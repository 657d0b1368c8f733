import type { CrmProblem, CrmTry } from '#shared/contract/inbox/crm.ts'
import { type OutsideTarget, openOutsideConnection } from '../../core/lib/outside-connections.ts'
import { connectionProblemOf } from '../../core/lib/private-network.ts'
import { retryAfterMs } from '../../core/lib/retry-after.ts'
import { maxCrmWaitMs } from './max-wait.ts'
import { signatureOf } from './sign.ts'

export type WebhookRequest = OutsideTarget & {
  readonly secret: string
  readonly body: string
  readonly uid: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly appVersion: string
  readonly signal: AbortSignal
}

export type WebhookAnswer = CrmTry & {
  /** How long the receiver asks to wait, at most a day. */
  readonly retryAfterMs: number | null
}

const timeoutMs = 20_000

/** Sends a signed body once. Never throws; problems are reported in the answer. Redirects are not followed. */
export async function sendWebhook(request: WebhookRequest): Promise<WebhookAnswer> {
  const agent = await openOutsideConnection(request, timeoutMs)
  const timestamp = Math.floor(request.now / 1000)
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    await agent.assertAllowed()
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
    // The rest of the answer is not needed and may be endless.
    answer.body.on('error', () => undefined).destroy()
    return answerOfStatus(answer.statusCode, answer.headers['retry-after'])
  } catch (error) {
    return failedAnswer(connectionProblemOf(error, timeout.aborted))
  } finally {
    await agent.dispatcher.destroy()
  }
}

const failedAnswer = (problem: CrmProblem): WebhookAnswer => ({ ok: false, status: null, problem, retryAfterMs: null })

function answerOfStatus(status: number, retryAfter: string | string[] | undefined): WebhookAnswer {
  if (status >= 200 && status < 300) return { ok: true, status, problem: null, retryAfterMs: null }
  const problem: CrmProblem = status === 410 ? 'gone' : status >= 300 && status < 400 ? 'redirect' : 'refused'
  const asked = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter
  return { ok: false, status, problem, retryAfterMs: retryAfterMs(asked, Date.now(), maxCrmWaitMs) }
}
