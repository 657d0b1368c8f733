import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type SharedMemoryErrorCode = Extract<ErrorCode, `SHARED_MEMORY_${string}`>

const host = (data: ErrorData): string => (data.host ? String(data.host) : 'The database')

export const sharedMemoryErrorsEn: Readonly<Record<SharedMemoryErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SHARED_MEMORY_UNREACHABLE: (data) => ({
    what: `${host(data)} with the shared memory does not answer.`,
    means:
      data.reason === 'certificate'
        ? 'Its certificate is not trusted by this computer. Nothing was sent.'
        : 'Nobody can tell whom another computer has. Exports wait, unless you chose that they continue.',
    todo: 'Check that you are online and the database runs. Sendoff tries again by itself.',
    action: 'Try again',
  }),
  SHARED_MEMORY_REFUSED: (data) => ({
    what: `${host(data)} rejected the shared memory.`,
    means:
      data.reason === 'rights'
        ? 'This login may not use its tables. Nothing was changed.'
        : data.reason === 'answer'
          ? `It answered with error ${data.code}. Exports wait, nothing was changed.`
          : 'User, password or database name is wrong. Nothing was changed.',
    todo:
      data.reason === 'rights'
        ? 'Make the login a member of sendoff_member, or use the one that created the tables.'
        : data.reason === 'answer'
          ? 'Look for this error in the log of the database. If its tables were changed, set them up again in a new database.'
          : 'Copy the connection string again, then share the client again.',
  }),
  SHARED_MEMORY_NOT_SET_UP: (data) => ({
    what: `${host(data)} has no tables for shared memory yet.`,
    means: 'Nothing is shared until they are there. Nothing was changed.',
    todo: 'Create them in Settings → Block list, or run the SQL shown there.',
  }),
  SHARED_MEMORY_NOT_SEALED: () => ({
    what: 'This database does not keep clients apart.',
    means: 'In a test that was undone, one client could see or change what belongs to another. Nothing is shared.',
    todo: 'Create the tables again with the SQL shown in Settings, row level security included.',
  }),
  SHARED_MEMORY_TAKEN_OVER: () => ({
    what: 'This computer was taken over by another one.',
    means: 'It was believed lost: whom it had claimed and not yet uploaded is free for the others. Its exports wait.',
    todo: 'Join again. Exports then claim their people again.',
    action: 'Join again',
  }),
}
