import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import { AppError, type ErrorData } from '#shared/errors.ts'
import { withoutSecret, withoutSecretInside } from '../lib/without-secret.ts'
import type { Exchange } from './http.ts'
import type { Operation } from './operation.ts'
import type { KeyStatus } from './types.ts'

/** What to do after an exchange. `repeat`: retry as often as its reason allows, then `error`. */
export type ResponseOutcome<T> =
  | { readonly do: 'return'; readonly value: T; readonly keyStatus: KeyStatus | null }
  | { readonly do: 'repeat'; readonly because: 'rate' | 'offline' | 'unavailable'; readonly error: AppError }
  | { readonly do: 'fail'; readonly error: AppError; readonly keyStatus: KeyStatus | null }

type Answer = Extract<Exchange, { kind: 'answer' }>
type NoAnswer = Extract<Exchange, { kind: 'none' }>

/** Words of a proxy for a request that was too slow, too early or given up; Instantly may have been carrying it out. */
const inBetween: ReadonlySet<number> = new Set([408, 425, 499])

/** Decides what an exchange means for an operation. A pure function, so that all cases are in one place. */
export function classifyResponse<T>(operation: Operation<T>, exchange: Exchange, secret: string): ResponseOutcome<T> {
  return exchange.kind === 'none' ? classifyNoAnswer(operation, exchange) : classifyAnswer(operation, exchange, secret)
}

function classifyNoAnswer<T>(operation: Operation<T>, { left, why, reason }: NoAnswer): ResponseOutcome<T> {
  if (!left && why === 'cancelled') return fail('CANCELLED', {})
  if (!left) return { do: 'repeat', because: 'offline', error: new AppError('API_OFFLINE', { reason }) }
  if (operation.is === 'writes') return fail('OUTCOME_UNKNOWN', { reason })
  if (why === 'cancelled') return fail('CANCELLED', {})
  if (why === 'too_large') return fail('API_ANSWER_UNREADABLE', { reason })
  return { do: 'repeat', because: 'unavailable', error: new AppError('API_UNAVAILABLE', { reason }) }
}

function classifyAnswer<T>(operation: Operation<T>, answer: Answer, secret: string): ResponseOutcome<T> {
  // Not the one in the body: for starting and pausing, the API document shows a 400 that contains a 404.
  const { status } = answer
  const secrets = [secret, ...(operation.secrets ?? [])]
  const said = { status, message: messageOf(answer.json, secrets) }
  const succeeded = status >= 200 && status < 300
  const refusedByInstantly = status >= 400 && status < 500 && status !== 429 && isPlainObject(answer.json)
  if (operation.anyStatus && ((succeeded && answer.json !== undefined) || refusedByInstantly)) {
    const json = withoutSecretInside(answer.json, ...secrets)
    return { do: 'return', value: operation.answer.parse({ status, json }), keyStatus: null }
  }
  if (succeeded) return classifySuccess(operation, answer)
  if (status === 429) return { do: 'repeat', because: 'rate', error: new AppError('RATE_LIMIT_EXCEEDED', said) }
  if (status < 400) return classifyRedirect(operation, status)
  if (status >= 500 || inBetween.has(status)) {
    if (operation.is === 'writes') return fail('OUTCOME_UNKNOWN', said)
    return { do: 'repeat', because: 'unavailable', error: new AppError('API_UNAVAILABLE', said) }
  }
  // Documented only for a tag whose name is taken. It may be an echo of the same request, passed on twice.
  if (status === 409 && operation.is === 'writes') return fail('OUTCOME_UNKNOWN', said)
  return isPlainObject(answer.json) ? classifyRefusal(operation, status, said) : classifyBlock(operation, status)
}

function classifySuccess<T>(operation: Operation<T>, { status, json }: Answer): ResponseOutcome<T> {
  const parsed = operation.answer.safeParse(json)
  if (parsed.success) return { do: 'return', value: parsed.data, keyStatus: 'worked' }
  // Names the field, never its value.
  const where = parsed.error.issues[0]?.path.join('.').slice(0, 100) ?? ''
  const reason = json === undefined ? 'not_json' : 'unexpected_shape'
  return fail(operation.is === 'writes' ? 'OUTCOME_UNKNOWN' : 'API_ANSWER_UNREADABLE', { status, reason, where })
}

/** Redirects are never followed: the key must not go elsewhere. After a POST, one can mean "done, look there". */
function classifyRedirect<T>(operation: Operation<T>, status: number): ResponseOutcome<T> {
  return fail(operation.is === 'writes' ? 'OUTCOME_UNKNOWN' : 'API_REFUSED', { status, reason: 'redirect' })
}

/** A 4xx without Instantly's JSON comes from in between, such as a firewall: the key is not judged. */
function classifyBlock<T>(operation: Operation<T>, status: number): ResponseOutcome<T> {
  const data = { status, blocked: true }
  const error = new AppError(operation.is === 'writes' ? 'API_REFUSED' : 'API_UNAVAILABLE', data)
  if (operation.is === 'writes' && status !== 403) return { do: 'fail', error, keyStatus: null }
  return { do: 'repeat', because: 'unavailable', error }
}

function classifyRefusal<T>(operation: Operation<T>, status: number, said: ErrorData): ResponseOutcome<T> {
  switch (status) {
    case 401:
      return fail('INSTANTLY_API_KEY_INVALID', said, 'rejected')
    case 402:
      if (operation.costsCredits) return fail('VERIFICATION_NO_CREDITS', said)
      return fail('INSTANTLY_PLAN_INACTIVE', said, operation.aside === 'plan' ? null : 'no_plan')
    case 403: {
      const { scope, neededFor, aside } = operation
      return fail('INSTANTLY_SCOPE_MISSING', { ...said, scope, neededFor }, aside ? null : 'scope_missing')
    }
    case 404:
      if (operation.campaignId !== undefined)
        return fail('CAMPAIGN_NOT_FOUND', { ...said, campaignId: operation.campaignId })
      if (operation.leadListId !== undefined) return fail('LEAD_LIST_NOT_FOUND', said)
      return fail('API_REFUSED', said)
    default:
      return fail('API_REFUSED', said)
  }
}

function fail(code: AppError['code'], data: ErrorData, keyStatus: KeyStatus | null = null): ResponseOutcome<never> {
  return { do: 'fail', error: new AppError(code, data), keyStatus }
}

/** Returns Instantly's own message, bounded, on one line, and without the key or another secret that it might quote. */
function messageOf(json: unknown, secrets: readonly string[]): string | null {
  if (!isPlainObject(json)) return null
  const text = [json.message, json.error].find((value) => typeof value === 'string')
  if (typeof text !== 'string') return null
  const oneLine = withoutSecret(text.slice(0, 10_000), ...secrets)
  return oneLine
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
}
