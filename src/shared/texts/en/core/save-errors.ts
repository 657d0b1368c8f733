import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from './errors.ts'

export type SaveErrorCode = Extract<ErrorCode, `SAVE_${string}`>

const folder = (data: ErrorData): string => (data.folder ? `“${String(data.folder)}”` : 'The folder')

/** Errors when saving a file where the operator chose. */
export const saveErrorsEn: Readonly<Record<SaveErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SAVE_FOLDER_GONE: (data) => ({
    what: `${folder(data)} does not exist.`,
    means: 'It was moved or deleted, or its drive is not connected. Nothing was saved.',
    todo: 'Connect the drive, or save the file in another folder.',
  }),
  SAVE_REFUSED: (data) => ({
    what: `Sendoff may not write this file in ${data.folder ? folder(data) : 'the folder'}.`,
    means: 'The system denies it, or another program has the file open. An older file with this name is unchanged.',
    todo: 'Close the file in other programs, or save it in a folder of your own.',
  }),
  SAVE_DISK_FULL: () => ({
    what: 'The disk is full, so the file could not be saved.',
    means: 'No partial file was left. An older file with this name is unchanged, and your data in Sendoff is safe.',
    todo: 'Free some space on that disk, or save the file on another one.',
  }),
}
