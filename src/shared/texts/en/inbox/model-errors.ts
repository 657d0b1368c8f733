import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type ModelErrorCode = Extract<ErrorCode, `MODEL_${string}`>

const faults: Readonly<Record<string, string>> = {
  form: 'That is no address of a language model.',
  https: 'A language model needs an address with https.',
  private: 'That address leads into a private network.',
  password: 'The address carries a name and a password.',
  query: 'The address carries a query.',
}
const unavailable: Readonly<Record<string, string>> = {
  timeout: 'It took too long.',
  unreachable: 'It could not be reached.',
  private: 'Its name leads into a private network.',
}

/** What can go wrong with the language model of the inbox. */
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
      'It was not kept. Mails are personal data, so they only go over https, or to a machine of your own that you name as one.',
    todo: 'Copy the address from the provider again, up to “/v1”. For a model on your own machine, tick the box that says so.',
  }),
  MODEL_KEY_REFUSED: () => ({
    what: 'The language model refused the key.',
    means: 'The key is wrong, was revoked, or may not use this model. Nothing here was changed.',
    todo: 'Make a new key at the provider and enter it in Settings → Inbox.',
  }),
  MODEL_BUSY: () => ({
    what: 'The language model asks to wait.',
    means: 'Too many requests, or your credit there is used up. Nothing here was changed.',
    todo: 'Try again in a minute. If it stays, look at your limits at the provider.',
    action: 'Try again',
  }),
  MODEL_REFUSED: (data) => ({
    what: `The language model refused this${data.status ? ` (status ${String(data.status)})` : ''}.`,
    means: data.message
      ? `It says: “${String(data.message)}”. Nothing here was changed.`
      : 'It gave no reason. Nothing here was changed.',
    todo: 'Check the address and the name of the model in Settings → Inbox.',
  }),
  MODEL_UNAVAILABLE: (data) => ({
    what: 'The language model does not answer.',
    means: `${data.status ? `It answers with status ${String(data.status)}.` : (unavailable[String(data.reason)] ?? unavailable['unreachable'] ?? '')} Nothing here was changed.`,
    todo: 'Try again later. The rules of Sendoff sort on without it.',
    action: 'Try again',
  }),
  MODEL_ANSWER_UNREADABLE: () => ({
    what: 'The language model gave an answer that is none.',
    means: 'It was to answer in one fixed form and did not, so nothing of it was used.',
    todo: 'Try again, or choose another model.',
    action: 'Try again',
  }),
}
