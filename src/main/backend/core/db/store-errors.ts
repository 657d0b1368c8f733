import { AppError, type ErrorCode } from '#shared/errors.ts'

/** Converts failures of SQLite and the disk to errors for the operator; returns everything else unchanged. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = (error as { code?: unknown }).code
  const found = isSpoiltText(error) ? 'STORE_CORRUPT' : typeof code === 'string' ? storeErrorOfCode(code) : null
  return found ? new AppError(found, {}, { cause: error }) : error
}

/** Whether the store or its disk failed, such as a full disk, and not what was asked of somebody else. */
export function isStoreError(thrown: unknown): boolean {
  const error = asStoreError(thrown)
  return error instanceof AppError && error.code.startsWith('STORE_')
}

/**
 * Whether a text in the store is no JSON, as Sendoff or SQLite found on parsing it. What comes from outside is parsed
 * where it arrives, and its faults never get this far. JSON of another shape may be a fault of ours, for which nobody
 * should restore a backup.
 */
const isSpoiltText = (error: Error): boolean =>
  (error instanceof SyntaxError || error.name === 'SqliteError') && error.message.includes('JSON')

/** A full disk often surfaces as a failed write of the journal, or of the file beside it, rather than as SQLITE_FULL. */
const writeErrorCodes: ReadonlySet<string> = new Set([
  'SQLITE_IOERR_WRITE',
  'SQLITE_IOERR_FSYNC',
  'SQLITE_IOERR_DIR_FSYNC',
  'SQLITE_IOERR_TRUNCATE',
  'SQLITE_IOERR_SHMSIZE',
  'SQLITE_IOERR_SHMOPEN',
  'SQLITE_IOERR_SHMMAP',
  'SQLITE_IOERR_VNODE',
])

/** The disk cannot read back what was written. */
const readErrorCodes: ReadonlySet<string> = new Set([
  'SQLITE_IOERR_READ',
  'SQLITE_IOERR_SHORT_READ',
  'SQLITE_IOERR_CORRUPTFS',
  'SQLITE_IOERR_DATA',
])

function storeErrorOfCode(code: string): ErrorCode | null {
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'STORE_FULL'
  if (code === 'SQLITE_CORRUPT' || code.startsWith('SQLITE_CORRUPT_') || code === 'SQLITE_NOTADB')
    return 'STORE_CORRUPT'
  if (code === 'SQLITE_BUSY' || code.startsWith('SQLITE_BUSY_') || code === 'SQLITE_LOCKED') return 'STORE_LOCKED'
  if (/^SQLITE_(?:CANTOPEN|READONLY|PERM)(?:_|$)/.test(code)) return 'STORE_LOCKED'
  if (writeErrorCodes.has(code)) return 'STORE_FULL'
  if (readErrorCodes.has(code)) return 'STORE_CORRUPT'
  // The disk was disconnected, or the network share is gone: treated as unreachable.
  if (code.startsWith('SQLITE_IOERR')) return 'STORE_LOCKED'
  return null
}
