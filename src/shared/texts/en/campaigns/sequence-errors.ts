import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type SequenceErrorCode = Extract<
  ErrorCode,
  'SEQUENCE_CHANGED' | 'SEQUENCE_FILE_REFUSED' | 'CAMPAIGN_NO_COPY' | 'COPY_VARIABLES_UNKNOWN' | 'TEST_MAIL_REFUSED'
>

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')
const named = (data: ErrorData, name: string, otherwise: string): string =>
  data[name] ? `“${of(data, name)}”` : otherwise
const where = (data: ErrorData): string => (data.where ? `Where: ${of(data, 'where')}. ` : '')

const refusals: Readonly<Record<string, string>> = {
  too_big: 'It is bigger than 5 MB.',
  no_json: 'It is not JSON.',
  other_file: 'It was not saved from Templates.',
  newer: 'It was saved by a newer version of Sendoff.',
  shape: 'Its content is invalid.',
  empty: 'It contains no template.',
  too_many: 'It contains more than 200 templates.',
}

/** Descriptions of Instantly's error codes. */
const reasons: Readonly<Record<string, string>> = {
  ACC_AUTH_ERROR: 'The account did not accept its password or sign-in.',
  ACC_NOT_FOUND: 'This workspace has no such account.',
  ACC_UNKNOWN_ERROR: 'The account failed, and Instantly does not say why.',
}

/** Why a file was refused, if known; ends with a space. */
const sentenceOf = (data: ErrorData): string => {
  const why = refusals[of(data, 'why')]
  return `${why ? `${why} ` : ''}${where(data)}`
}

export const sequenceErrorsEn: Readonly<Record<SequenceErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SEQUENCE_CHANGED: (data) => ({
    what: `${named(data, 'name', 'This template')} was saved elsewhere in the meantime.`,
    means: `${data.version ? `Version ${of(data, 'version')}` : 'That version'} is newer than the one you opened. Nothing was overwritten.`,
    todo: 'Check the newest version, then overwrite it with yours or discard yours.',
  }),
  SEQUENCE_FILE_REFUSED: (data) => ({
    what: `${named(data, 'fileName', 'The file')} cannot be imported as templates.`,
    means: `${sentenceOf(data)}Nothing was imported.`,
    todo: 'Choose a file saved from Templates.',
  }),
  CAMPAIGN_NO_COPY: (data) => ({
    what: `${named(data, 'name', 'This campaign')} has no emails here.`,
    means: 'The campaign has no emails at Instantly, or it was not synced yet.',
    todo: 'Sync the campaigns, then copy it.',
  }),
  COPY_VARIABLES_UNKNOWN: (data) => ({
    what: `No lead of this list has ${of(data, 'names') || 'the variables in the emails'}.`,
    means: `Every lead would see a blank there, so nothing was sent.${of(data, 'nearest') ? ` Did you mean {{${of(data, 'nearest')}}}?` : ''}`,
    todo: 'Correct the name in the emails, add a fallback such as {{name|there}}, or choose another list.',
  }),
  TEST_MAIL_REFUSED: (data) => ({
    what: `Instantly could not send the test email from ${of(data, 'account') || 'the account'}.`,
    means: `${reasons[of(data, 'reason')] ?? `Instantly says: “${of(data, 'reason')}”.`} No email was sent.`,
    todo: 'Choose another account, or check this one in Instantly.',
  }),
}
