import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type InboxErrorCode = Extract<
  ErrorCode,
  'REPLY_TO_OWN_MAIL' | 'REPLY_NOT_YET' | 'RECIPIENT_CHANGED' | 'RECIPIENT_UNREADABLE' | 'VARIABLES_OPEN'
>

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')

/** What can go wrong with an answer. */
export const inboxErrorsEn: Readonly<Record<InboxErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPLY_TO_OWN_MAIL: () => ({
    what: 'This mail has no sender to answer.',
    means:
      'An answer goes to whoever wrote the mail. This one is from one of your own mailboxes, or from nobody, so it would reach yourself.',
    todo: 'Open the thread’s last received mail and answer that one.',
  }),
  REPLY_NOT_YET: () => ({
    what: 'Instantly has not shown this mail yet.',
    means: 'Only a webhook told of it so far. It can be answered as soon as Instantly lists it.',
    todo: 'Read the inbox again in a moment.',
  }),
  RECIPIENT_CHANGED: (data) => ({
    what: 'The recipient is another one now.',
    means: `The mail answered is from ${of(data, 'to')}, which is not what was shown. Nothing was sent.`,
    todo: 'Look at the recipient again, then send.',
  }),
  RECIPIENT_UNREADABLE: (data) => ({
    what: data.text ? `“${of(data, 'text')}” is no e-mail address.` : 'No recipient was named.',
    means: 'Nothing was sent.',
    todo: 'Correct the recipients, separated by commas.',
  }),
  VARIABLES_OPEN: (data) => ({
    what: `The text still holds ${of(data, 'names')}.`,
    means: 'There is no value for it, so it would be sent with its braces. Nothing was sent.',
    todo: 'Write the value in, or take it out.',
  }),
}
