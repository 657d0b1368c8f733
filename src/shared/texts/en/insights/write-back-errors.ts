import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type WriteBackErrorCode = Extract<ErrorCode, `WRITE_BACK_${string}`>

/** Errors when writing results back. */
export const writeBackErrorsEn: Readonly<Record<WriteBackErrorCode, (data: ErrorData) => ErrorSentence>> = {
  WRITE_BACK_NOT_READY: () => ({
    what: 'The database is not prepared for results.',
    means: 'The table, columns or functions are missing. Nothing was written.',
    todo: 'Run the SQL shown under “Write results back”, then check again.',
  }),
  WRITE_BACK_REFUSED: (data) => ({
    what: 'The database refused the write.',
    means:
      data.reason === 'key'
        ? 'The key or password is wrong or was revoked. Nothing was written.'
        : data.reason === 'rights'
          ? 'This key may not write there. Nothing was written.'
          : data.reason === 'hidden'
            ? 'It accepted the write and changed no row: row-level security or a trigger prevents it.'
            : data.message
              ? `It says: “${String(data.message)}”.`
              : 'It gave no reason.',
    todo: 'Use a secret key or a database user that may write, then check again.',
  }),
}
