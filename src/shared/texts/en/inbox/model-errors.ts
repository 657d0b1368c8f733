import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type ModelErrorCode = Extract<ErrorCode, `MODEL_${string}`>

const faults: Readonly<Record<string, string>> = {
  form: 'This is not the address of a language model.',
  https: 'A language model needs an address with https.',
  private: 'This address is in a private network.',
  password: 'The address contains a user name and password.',
  query: 'The address contains a query.',
}
const unavailable: Readonly<Record<string, string>> = {
  timeout: 'It took too long.',
  unreachable: 'It could not be reached.',
  private: 'Its address is in a private network.',
}

/** Errors of the inbox's language model. */
export const modelErrorsEn: Readonly<Record<ModelErrorCode, (data: ErrorData) => ErrorSentence>> = {
  MODEL_OFF: (data) => ({
    what:
      data.reason === 'client'
        ? 'The language model is not used for this client.'
        : 'The language model is switched off.',
    means: 'No text has left this computer.',
    todo: 'Switch it on in Settings → Inbox, if you want to use it.',
  }),
  MODEL_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? faults['form'] ?? '',
    means:
      'It was not saved. Emails are personal data, so they are only sent over https or to a machine you mark as your own.',
    todo: 'Copy the address from the provider again, up to “/v1”. For a model on your own machine, tick the box for it.',
  }),
  MODEL_KEY_REFUSED: () => ({
    what: 'The language model rejected the key.',
    means: 'The key is wrong, was revoked, or has no access to this model. Nothing was changed.',
    todo: 'Create a new key at the provider and enter it in Settings → Inbox.',
  }),
  MODEL_BUSY: () => ({
    what: 'The language model is rate limited.',
    means: 'Too many requests, or your credit there is used up. Nothing was changed.',
    todo: 'Try again in a minute. If it happens again, check your limits at the provider.',
    action: 'Try again',
  }),
  MODEL_REFUSED: (data) => ({
    what: `The language model rejected this${data.status ? ` (status ${String(data.status)})` : ''}.`,
    means: data.message
      ? `It says: “${String(data.message)}”. Nothing was changed.`
      : 'It gave no reason. Nothing was changed.',
    todo: 'Check the address and the model name in Settings → Inbox.',
  }),
  MODEL_UNAVAILABLE: (data) => ({
    what: 'The language model does not answer.',
    means: `${data.status ? `It answers with status ${String(data.status)}.` : (unavailable[String(data.reason)] ?? unavailable['unreachable'] ?? '')} Nothing was changed.`,
    todo: 'Try again later. Sendoff’s rules keep classifying replies without it.',
    action: 'Try again',
  }),
  MODEL_ANSWER_UNREADABLE: () => ({
    what: 'The language model’s answer cannot be used.',
    means: 'It did not answer in the required format, so the answer was ignored.',
    todo: 'Try again, or choose another model.',
    action: 'Try again',
  }),
}
