import { AppError, type ErrorCode } from '#shared/errors.ts'

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const gone: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENXIO', 'ENODEV'])

export type SaveErrorCode = Extract<ErrorCode, `SAVE_${string}`>

/** What a system says that cannot write a file, as the operator should hear it; everything else passes unchanged. */
export function asSaveError(error: unknown, folder: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const { code, syscall } = error as NodeJS.ErrnoException
  // Only a call of the system has one: the store's own failures are no matter of this folder.
  if (code === undefined || syscall === undefined) return error
  const found: SaveErrorCode = full.has(code) ? 'SAVE_DISK_FULL' : gone.has(code) ? 'SAVE_FOLDER_GONE' : 'SAVE_REFUSED'
  return new AppError(found, { folder }, { cause: error })
}
