import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type CrmErrorCode = Extract<ErrorCode, `CRM_${string}`>

const faults: Readonly<Record<string, string>> = {
  form: 'This is not a webhook address.',
  https: 'A webhook needs an address with https.',
  private: 'This address is in a private network.',
  password: 'The address contains a user name and password.',
  salesforce: 'This is not the address of a Salesforce org.',
}

/** Errors when sending interested leads to a CRM. */
export const crmErrorsEn: Readonly<Record<CrmErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CRM_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? 'This is not a webhook address.',
    means: 'It was not saved. Interested leads are personal data, so they are only sent over https.',
    todo:
      data.reason === 'salesforce'
        ? 'Copy the address of your org again, like acme.my.salesforce.com.'
        : 'Copy the address from Zapier, Make or n8n again. For a receiver in your own network, tick the box for it.',
  }),
  CRM_TOKEN_REFUSED: () => ({
    what: 'The CRM rejected the token.',
    means: 'Nothing was saved or changed.',
    todo: 'Copy the whole token again. If it was revoked or has expired, create a new one.',
  }),
  CRM_RIGHTS_MISSING: ({ rights }) => ({
    what: 'The token lacks permissions.',
    means: rights
      ? `Without these permissions, no lead can be sent: ${String(rights)}.`
      : 'Without them, no lead can be sent.',
    todo: 'Add these permissions to the token or its user in the CRM, then test again.',
  }),
  CRM_NOT_REACHED: () => ({
    what: 'The CRM did not answer.',
    means: 'Nothing was saved or changed.',
    todo: 'Check the connection and try again in a moment.',
  }),
  CRM_BUSY: () => ({
    what: 'The CRM asked to slow down.',
    means: 'Its rate limit is used up, by Sendoff or another tool.',
    todo: 'Try again in a few minutes.',
  }),
  CRM_ANSWER_UNREADABLE: () => ({
    what: 'The CRM’s answer could not be used.',
    means: 'Nothing was saved or changed.',
    todo: 'Check that the token belongs to this CRM, then try again.',
  }),
  CRM_OTHER_ACCOUNT: () => ({
    what: 'This token belongs to another CRM account.',
    means: 'Existing deals are in the account connected before. Nothing was changed.',
    todo: 'Use a token of that account, or remove this CRM and connect the other one.',
  }),
  CRM_CONNECTED_ALREADY: () => ({
    what: 'This client’s leads already go to that CRM account.',
    means: 'If connected twice, each lead would get two deals there.',
    todo: 'Remove the existing connection first. Existing deals stay linked.',
  }),
  CRM_CHOICE_GONE: () => ({
    what: 'The selected pipeline, stage or owner no longer exists.',
    means: 'New deals cannot be created.',
    todo: 'Remove this CRM here and connect it again with an existing stage.',
  }),
}
