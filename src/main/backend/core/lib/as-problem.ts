import { AppError } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import { asStoreError } from '../db/store-errors.ts'

/** Converts a thrown value to an error a screen can show. Details of unexpected errors are only logged. */
export function asProblem(thrown: unknown, log: Logger): AppError {
  const error = asStoreError(thrown)
  if (error instanceof AppError) return error
  log.error('a fault', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  return new AppError('INTERNAL', {}, { cause: error })
}
