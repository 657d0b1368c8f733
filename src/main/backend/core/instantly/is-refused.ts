import { AppError } from '#shared/errors.ts'

/** Whether Instantly refused a request as it was, with `status` where one is given: sent again it would be refused again. */
export const isRefused = (error: unknown, status?: number): error is AppError =>
  error instanceof AppError && error.code === 'API_REFUSED' && (status === undefined || error.data['status'] === status)
