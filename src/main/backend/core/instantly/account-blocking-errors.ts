import type { ErrorCode } from '#shared/errors.ts'

/** Errors that bar the whole account of a client, whatever is asked of it. Nothing was done there. */
export const accountBlockingErrors = [
  'INSTANTLY_API_KEY_MISSING',
  'INSTANTLY_API_KEY_INVALID',
  'INSTANTLY_API_KEY_REVOKED',
  'INSTANTLY_PLAN_INACTIVE',
  'INSTANTLY_SCOPE_MISSING',
  'KEYS_LOCKED',
  'KEYRING_UNREADABLE',
  'NOT_FOUND',
  'DEMO_DAMAGED',
  'PAUSED_AFTER_RESTORE',
  'CLIENT_PAUSED',
] as const satisfies readonly ErrorCode[]
