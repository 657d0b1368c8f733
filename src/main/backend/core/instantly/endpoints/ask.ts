/** One operation that only reads, as the operator put it together. */
import { AppError } from '#shared/errors.ts'
import { type Route, reads } from '../operation.ts'
import { asItCame } from '../schemas.ts'
import type { Query } from '../types.ts'

/** POST is for the few operations that read by it. */
const readByPost: ReadonlySet<string> = new Set(['/leads/list', '/accounts/warmup-analytics', '/accounts/test/vitals'])

type Asking = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: Query
  readonly body: Readonly<Record<string, unknown>> | null
}

/** Whatever Instantly answers, a refusal too. */
export const ask = reads(
  [] as readonly Route[],
  // Each operation has its own; what Instantly says of a missing one is shown as it came.
  { scope: '', neededFor: 'asking Instantly', countsAs: 'accounts' },
  (send, { method, path, query, body }: Asking): Promise<{ readonly status: number; readonly json?: unknown }> => {
    // The last door: nothing that writes leaves by it, whoever calls.
    if (method !== 'GET' && !readByPost.has(path)) throw new AppError('INVALID_INPUT', { field: 'operation' })
    return send({
      to: `${method} ${path}` as Route,
      query,
      ...(body && { body }),
      ...(path === '/leads/list' && { timeoutClass: 'bulk' }),
      anyStatus: true,
      answer: asItCame,
    })
  },
)
