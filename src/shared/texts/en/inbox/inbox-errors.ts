import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type InboxErrorCode = Extract<
  ErrorCode,
  | 'REPLY_TO_OWN_MAIL'
  | 'REPLY_NOT_YET'
  | 'REPLY_NEWER'
  | 'RECIPIENT_CHANGED'
  | 'RECIPIENT_UNREADABLE'
  | 'VARIABLES_OPEN'
>

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')

/** Errors when replying. */
export const inboxErrorsEn: Readonly<Record<InboxErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPLY_TO_OWN_MAIL: () => ({
    what: 'This email has no sender to reply to.',
    means: 'A reply goes to the sender of the email. This one is from your own account or has no sender.',
    todo: 'Reply to the last received email of the conversation.',
  }),
  REPLY_NOT_YET: () => ({
    what: 'This email is not confirmed by Instantly yet.',
    means: 'It came from a webhook. You can reply once Instantly lists it.',
    todo: 'Sync the inbox again in a moment.',
  }),
  REPLY_NEWER: () => ({
    what: 'A newer reply has come in.',
    means: 'The category would have been that of the newer reply, which you had not seen yet. Nothing was changed.',
    todo: 'Read the newer reply, then choose again.',
    action: 'Read it',
  }),
  RECIPIENT_CHANGED: (data) => ({
    what: 'The recipient has changed.',
    means: `The email you reply to is from ${of(data, 'to')}, which is not the recipient shown. Nothing was sent.`,
    todo: 'Check the recipient, then send.',
  }),
  RECIPIENT_UNREADABLE: (data) => ({
    what: data.text ? `“${of(data, 'text')}” is not an email address.` : 'No recipient was named.',
    means: 'Nothing was sent.',
    todo: 'Correct the recipients, separated by commas.',
  }),
  VARIABLES_OPEN: (data) => ({
    what: `The text still contains ${of(data, 'names')}.`,
    means: 'It has no value and would be sent with its braces. Nothing was sent.',
    todo: 'Enter the value, or remove it.',
  }),
}
