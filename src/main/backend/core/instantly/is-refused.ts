import { AppError, hasCode } from '#shared/errors.ts'

/** Whether Instantly refused the request itself, with `status` if given: sending it again would be refused again. */
export const isRefused = (error: unknown, status?: number): error is AppError =>
  hasCode(error, 'API_REFUSED') && (status === undefined || error.data['status'] === status)
