import type { ErrorCode } from '#shared/errors.ts'

/** Errors that block a client's whole account for any call. Nothing was done at Instantly. */
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
