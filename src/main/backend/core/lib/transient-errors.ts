import type { ErrorCode } from '#shared/errors.ts'

/** Problems that pass without the operator; what they hold up then continues. */
export const transientErrors: ReadonlySet<ErrorCode> = new Set([
  'RATE_LIMIT_EXCEEDED',
  'API_UNAVAILABLE',
  'API_OFFLINE',
  // A single malformed answer, such as a proxy's page, is not final.
  'API_ANSWER_UNREADABLE',
  'STORE_FULL',
])
