/** A single read operation, assembled by the operator. */
import type { AskRequest } from '#shared/domain/clients/ask-operations.ts'
import { AppError } from '#shared/errors.ts'
import { defineRead, type Route } from '../operation.ts'
import { rawAnswer } from '../schemas.ts'

/** The few read operations that use POST. */
const readByPost: ReadonlySet<string> = new Set(['/leads/list', '/accounts/warmup-analytics', '/accounts/test/vitals'])

/** Returns any answer of Instantly, including refusals. */
export const ask = defineRead(
  [] as readonly Route[],
  // Each operation has its own scope; Instantly's message about a missing one is shown unchanged.
  { scope: '', neededFor: 'asking Instantly', countsAs: 'accounts' },
  (send, { method, path, query, body }: AskRequest): Promise<{ readonly status: number; readonly json?: unknown }> => {
    // Last check: whoever calls this, nothing that writes is sent.
    if (method !== 'GET' && !readByPost.has(path)) throw new AppError('INVALID_INPUT', { field: 'operation' })
    return send({
      to: `${method} ${path}` as Route,
      query,
      ...(body && { body }),
      ...(path === '/leads/list' && { timeoutClass: 'bulk' }),
      anyStatus: true,
      answer: rawAnswer,
    })
  },
)
