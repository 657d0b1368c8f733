/** One operation that only reads, as the operator put it together. */
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'

/** POST is for the few operations that read by it. */
const readByPost: ReadonlySet<string> = new Set(['/leads/list', '/accounts/warmup-analytics', '/accounts/test/vitals'])
const asItCame = z.object({ status: z.number(), json: z.unknown() })

/** Whatever Instantly answers, a refusal too. */
export function ask(
  call: Caller,
  asked: {
    readonly method: 'GET' | 'POST'
    readonly path: string
    readonly query: Readonly<Record<string, string>>
    readonly body: Readonly<Record<string, unknown>> | null
  },
): Promise<{ readonly status: number; readonly json?: unknown }> {
  const { method, path, query, body } = asked
  // The last door: nothing that writes leaves by it, whoever calls.
  if (method !== 'GET' && !readByPost.has(path)) throw new AppError('INVALID_INPUT', { field: 'operation' })
  return call({
    name: 'ask',
    method,
    path,
    query,
    ...(body === null ? {} : { body: jsonBody(body) }),
    write: false,
    patience: path === '/leads/list' ? 'bulk' : 'read',
    anyStatus: true,
    answer: asItCame,
  })
}
