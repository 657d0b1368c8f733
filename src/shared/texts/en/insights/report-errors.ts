import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type ReportErrorCode = Extract<ErrorCode, `REPORT_${string}` | `LOGO_${string}`>

const folder = (data: ErrorData): string => (data.folder ? `“${String(data.folder)}”` : 'The folder')
const reasons: Readonly<Record<string, string>> = {
  too_big: 'The file is larger than 1 MB.',
  not_a_picture: 'The file is not a complete PNG or JPEG picture. SVG is not supported for security reasons.',
  too_many_pixels: 'The picture is wider or higher than 4,000 pixels.',
}

/** Errors of reports for clients. */
export const reportErrorsEn: Readonly<Record<ReportErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPORT_FOLDER_GONE: (data) => ({
    what: `${folder(data)} does not exist.`,
    means: 'It was moved or deleted, or its drive is not connected. No report was created.',
    todo: 'Connect the drive, or choose another folder. Scheduled reports are retried automatically.',
    action: 'Choose a folder',
  }),
  REPORT_FOLDER_REFUSED: (data) => ({
    what: `Sendoff may not write in ${data.folder ? folder(data) : 'the folder'}.`,
    means: 'The system refuses it, or another program is using a file there. No report was created.',
    todo: 'Choose a folder of your own. Scheduled reports are retried automatically.',
    action: 'Choose a folder',
  }),
  REPORT_DISK_FULL: () => ({
    what: 'The disk of the folder is full.',
    means: 'No partial file was left, and earlier files are safe.',
    todo: 'Free some space there, or choose another folder. Scheduled reports are retried automatically.',
    action: 'Choose a folder',
  }),
  REPORT_NOT_PRINTED: () => ({
    what: 'The PDF could not be printed.',
    means: 'The page is fine, but turning it into a PDF failed or took too long.',
    todo: 'Try again. If it happens again, create it as HTML and send us the log.',
    action: 'Try again',
  }),
  LOGO_UNUSABLE: (data) => ({
    what: 'This logo cannot be used.',
    means: reasons[String(data.reason)] ?? 'The file is not a readable picture.',
    todo: 'Choose a PNG or JPEG picture of at most 1 MB.',
    action: 'Choose a picture',
  }),
}
