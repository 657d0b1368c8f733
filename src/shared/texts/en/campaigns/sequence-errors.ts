import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type SequenceErrorCode = Extract<
  ErrorCode,
  'SEQUENCE_CHANGED' | 'SEQUENCE_FILE_REFUSED' | 'CAMPAIGN_NO_COPY' | 'COPY_VARIABLES_UNKNOWN' | 'TEST_MAIL_REFUSED'
>

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')
const named = (data: ErrorData, name: string, otherwise: string): string =>
  data[name] ? `“${of(data, name)}”` : otherwise
const where = (data: ErrorData): string => (data.where ? `Place: ${of(data, 'where')}. ` : '')

const refusals: Readonly<Record<string, string>> = {
  too_big: 'It is bigger than 5 MB.',
  no_json: 'It is no JSON.',
  other_file: 'It was not saved from the library.',
  newer: 'A newer version of Sendoff wrote it.',
  shape: 'A part of it does not fit.',
  empty: 'There is no sequence in it.',
  too_many: 'It holds more than 200 sequences.',
}

/** Instantly's own words for it. */
const reasons: Readonly<Record<string, string>> = {
  ACC_AUTH_ERROR: 'The mailbox did not accept its password or sign-in.',
  ACC_NOT_FOUND: 'This workspace has no such account.',
  ACC_UNKNOWN_ERROR: 'The mailbox failed, and Instantly does not say why.',
}

/** Why a file was refused, where that is known; with a blank after it. */
const sentenceOf = (data: ErrorData): string => {
  const why = refusals[of(data, 'why')]
  return `${why ? `${why} ` : ''}${where(data)}`
}

export const sequenceErrorsEn: Readonly<Record<SequenceErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SEQUENCE_CHANGED: (data) => ({
    what: `${named(data, 'name', 'This template')} was saved elsewhere meanwhile.`,
    means: `${data.version ? `Version ${of(data, 'version')}` : 'That version'} is newer than the one you opened. Nothing was overwritten.`,
    todo: 'Look at the newest version, then save yours over it or discard it.',
  }),
  SEQUENCE_FILE_REFUSED: (data) => ({
    what: `${named(data, 'fileName', 'The file')} cannot be read as sequences.`,
    means: `${sentenceOf(data)}Nothing of it was taken in.`,
    todo: 'Choose a file that was saved from the library.',
  }),
  CAMPAIGN_NO_COPY: (data) => ({
    what: `${named(data, 'name', 'This campaign')} has no mails here.`,
    means: 'The campaign has no copy at Instantly, or it has not been read yet.',
    todo: 'Read the campaigns again, then copy it.',
  }),
  COPY_VARIABLES_UNKNOWN: (data) => ({
    what: `No lead of this list has ${of(data, 'names') || 'the variables of the mails'}.`,
    means: `Every lead would see a blank there, so nothing was sent.${of(data, 'nearest') ? ` Did you mean {{${of(data, 'nearest')}}}?` : ''}`,
    todo: 'Correct the name in the mails, give it a fallback such as {{name|there}}, or choose another list.',
  }),
  TEST_MAIL_REFUSED: (data) => ({
    what: `Instantly could not send the test mail from ${of(data, 'account') || 'the sending account'}.`,
    means: `${reasons[of(data, 'reason')] ?? `Instantly says: “${of(data, 'reason')}”.`} No mail was sent.`,
    todo: 'Choose another sending account, or look at this one in Instantly.',
  }),
}
