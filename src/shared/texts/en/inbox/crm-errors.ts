import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

export type CrmErrorCode = Extract<ErrorCode, `CRM_${string}`>

const faults: Readonly<Record<string, string>> = {
  form: 'That is no address of a webhook.',
  https: 'A webhook needs an address with https.',
  private: 'That address leads into a private network.',
  password: 'The address carries a name and a password.',
  salesforce: 'That is not the address of a Salesforce org.',
}

/** What can go wrong with handing qualified leads to a CRM. */
export const crmErrorsEn: Readonly<Record<CrmErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CRM_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? 'That is no address of a webhook.',
    means: 'It was not kept. Qualified leads hold personal data, so they only go over https to an address you name.',
    todo:
      data.reason === 'salesforce'
        ? 'Copy the address of your org again, like acme.my.salesforce.com.'
        : 'Copy the address from Zapier, Make or n8n again. For a receiver in your own network, tick the box that says so.',
  }),
  CRM_TOKEN_REFUSED: () => ({
    what: 'The CRM refused the token.',
    means: 'Nothing was kept or changed.',
    todo: 'Copy it again, whole. If it was revoked or has expired, make a new one.',
  }),
  CRM_RIGHTS_MISSING: ({ rights }) => ({
    what: 'The token may not do all that is needed.',
    means: rights
      ? `Without these rights no lead would arrive: ${String(rights)}.`
      : 'Without these rights no lead would arrive.',
    todo: 'Give the token or its user these rights in the CRM, then test again.',
  }),
  CRM_NOT_REACHED: () => ({
    what: 'The CRM did not answer.',
    means: 'Nothing was kept or changed.',
    todo: 'Check the connection and try again in a moment.',
  }),
  CRM_BUSY: () => ({
    what: 'The CRM asked to slow down.',
    means: 'Its calls for this while are used up, by Sendoff or by something else.',
    todo: 'Try again in a few minutes.',
  }),
  CRM_ANSWER_UNREADABLE: () => ({
    what: 'The CRM’s answer could not be used.',
    means: 'Nothing was kept or changed.',
    todo: 'Check that token and CRM belong together, then try again.',
  }),
  CRM_OTHER_ACCOUNT: () => ({
    what: 'This token opens another account.',
    means: 'Deals that were made lie in the account it was connected with. Nothing was changed.',
    todo: 'Take a token of that account, or remove this CRM and connect the other one anew.',
  }),
  CRM_CONNECTED_ALREADY: () => ({
    what: 'This client’s leads go to that account already.',
    means: 'Twice connected, each lead would have two deals there.',
    todo: 'Remove the one that is there first. Deals that were made stay known.',
  }),
  CRM_CHOICE_GONE: () => ({
    what: 'The pipeline, stage or owner that was chosen is not there any more.',
    means: 'New deals have nowhere to begin.',
    todo: 'Remove this CRM here and connect it again with a stage that is there.',
  }),
}
