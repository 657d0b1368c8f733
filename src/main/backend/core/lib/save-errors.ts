import { AppError, type ErrorCode } from '#shared/errors.ts'

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const gone: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENXIO', 'ENODEV'])

export type SaveErrorCode = Extract<ErrorCode, `SAVE_${string}`>

/** Converts system errors when writing a file to errors for the operator; returns everything else unchanged. */
export function asSaveError(error: unknown, folder: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const { code, syscall } = error as NodeJS.ErrnoException
  // Only system calls have a `syscall`: failures of the store itself are not about this folder.
  if (code === undefined || syscall === undefined) return error
  const found: SaveErrorCode = full.has(code) ? 'SAVE_DISK_FULL' : gone.has(code) ? 'SAVE_FOLDER_GONE' : 'SAVE_REFUSED'
  return new AppError(found, { folder }, { cause: error })
}
