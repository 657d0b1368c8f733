import type { ErrorCode, ErrorData } from '../../errors.ts'
import type { ErrorSentence } from './errors.ts'

export type CrmErrorCode = Extract<ErrorCode, `CRM_${string}`>

const faults: Readonly<Record<string, string>> = {
  form: 'That is no address of a webhook.',
  https: 'A webhook needs an address with https.',
  private: 'That address leads into a private network.',
  password: 'The address carries a name and a password.',
}

/** What can go wrong with handing qualified leads to a CRM. */
export const crmErrorsEn: Readonly<Record<CrmErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CRM_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? 'That is no address of a webhook.',
    means: 'It was not kept. Qualified leads hold personal data, so they only go over https to an address you name.',
    todo: 'Copy the address from Zapier, Make or n8n again. For a receiver in your own network, tick the box that says so.',
  }),
}
