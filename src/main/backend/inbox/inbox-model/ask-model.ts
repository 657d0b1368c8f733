import { z } from 'zod'
import type { ModelTokens } from '#shared/contract/inbox/inbox-model.ts'
import { answerLimits } from '#shared/domain/core/reading-limits.ts'
import { AppError } from '#shared/errors.ts'
import { type OutsideTarget, openOutsideConnection } from '../../core/lib/outside-connections.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { connectionProblemOf } from '../../core/lib/private-network.ts'
import { retryAfterMs } from '../../core/lib/retry-after.ts'
import { withoutSecret } from '../../core/lib/without-secret.ts'

export type ModelQuestion = OutsideTarget & {
  readonly key: string | null
  /** Sent unchanged. */
  readonly body: string
  readonly timeoutMs: number
  readonly appVersion: string
  readonly signal: AbortSignal
}

export type ModelAnswer = {
  readonly words: string
  /** Tokens as the provider counts and bills them; null if it does not report them. */
  readonly tokens: ModelTokens | null
}

/** Longest wait taken over from `Retry-After`. */
const maxWaitMs = 60 * 60_000

const tokens = z.number().int().min(0).max(1_000_000_000)
/** Only the text and the tokens of an answer are parsed; tool calls and other content are ignored. */
const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([z.string(), z.array(z.object({ text: z.string() }).partial())]),
        }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null),
})
const refusal = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) })

/**
 * Sends one request and returns the text of the answer unchanged, with the tokens billed for it. Throws
 * MODEL_KEY_REFUSED (401, 403), MODEL_BUSY (429, with `retryAfterMs`), MODEL_UNAVAILABLE (5xx, no answer, timeout),
 * MODEL_REFUSED (any other status, including redirects) and MODEL_ANSWER_UNREADABLE. Redirects are not followed,
 * because the text may only go to the address the operator entered.
 */
export async function askModel(question: ModelQuestion): Promise<ModelAnswer> {
  const { url, key, timeoutMs } = question
  const connections = await openOutsideConnection(question, timeoutMs)
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    await connections.assertAllowed()
    const answer = await connections.dispatcher.request({
      origin: url.origin,
      path: url.pathname,
      method: 'POST',
      body: question.body,
      signal: AbortSignal.any([question.signal, timeout]),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': `Sendoff/${question.appVersion}`,
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
    })
    const text = await readLimited(answer.body)
    if (answer.statusCode !== 200) throw refused(answer.statusCode, answer.headers['retry-after'], text, key)
    const said = answerOf(text)
    return key ? { ...said, words: withoutSecret(said.words, key) } : said
  } catch (error) {
    if (error instanceof AppError) throw error
    if (question.signal.aborted) throw new AppError('CANCELLED', {}, { cause: error })
    throw new AppError('MODEL_UNAVAILABLE', { reason: connectionProblemOf(error, timeout.aborted) }, { cause: error })
  } finally {
    await connections.dispatcher.destroy()
  }
}

async function readLimited(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of body) {
    bytes += part.length
    if (bytes > answerLimits.model) throw new AppError('MODEL_ANSWER_UNREADABLE', { reason: 'long' })
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function answerOf(text: string): ModelAnswer {
  const parsed = completion.safeParse(parseJson(text)).data
  const content = parsed?.choices[0]?.message.content
  if (content === undefined) throw new AppError('MODEL_ANSWER_UNREADABLE', { reason: 'form' })
  const words = typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('')
  const usage = parsed?.usage
  return { words, tokens: usage ? { sent: usage.prompt_tokens, answered: usage.completion_tokens } : null }
}

function refused(status: number, retryAfter: string | string[] | undefined, text: string, key: string | null) {
  if (status === 401 || status === 403) return new AppError('MODEL_KEY_REFUSED', { status })
  if (status === 429) {
    const header = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter
    return new AppError('MODEL_BUSY', { status, retryAfterMs: retryAfterMs(header, Date.now(), maxWaitMs) ?? 60_000 })
  }
  if (status >= 500) return new AppError('MODEL_UNAVAILABLE', { status })
  const said = refusal.safeParse(parseJson(text)).data?.error
  const message = typeof said === 'string' ? said : said?.message
  return new AppError('MODEL_REFUSED', { status, message: message ? shownMessage(message, key) : null })
}

/** Shortens the server's error message and removes the key, in case the server repeats it. */
const shownMessage = (message: string, key: string | null): string =>
  (key ? withoutSecret(message.slice(0, 10_000), key) : message).replaceAll(/\s+/g, ' ').slice(0, 200)
