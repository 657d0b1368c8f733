import type { CrmProblem } from '#shared/contract/inbox/crm.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'

const codes: Partial<Readonly<Record<CrmProblem, ErrorCode>>> = {
  token_refused: 'CRM_TOKEN_REFUSED',
  unreachable: 'CRM_NOT_REACHED',
  timeout: 'CRM_NOT_REACHED',
  server_error: 'CRM_BUSY',
  rate_limited: 'CRM_BUSY',
  rights_missing: 'CRM_RIGHTS_MISSING',
  secret_unreadable: 'KEYRING_UNREADABLE',
}

/** Returns the error shown to the operator for a failed delivery or reading. */
export const problemAsError = (problem: CrmProblem | null): AppError =>
  new AppError((problem && codes[problem]) ?? 'CRM_ANSWER_UNREADABLE', { reason: problem })
