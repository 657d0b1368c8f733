/** Words of the CRM page in Settings. */
import type { CrmDeliveryState, CrmProblem } from '../../contract/crm.ts'
import { counted } from './counted.ts'

const states: Readonly<Record<CrmDeliveryState, string>> = {
  waiting: 'Waiting',
  sending: 'On its way',
  done: 'Arrived',
  dead: 'Given up',
}

const problems: Readonly<Record<CrmProblem, string>> = {
  refused: 'The receiver refused it.',
  redirect: 'The receiver sends on to another address. Sendoff does not follow.',
  unreachable: 'The receiver could not be reached.',
  timeout: 'The receiver did not answer in time.',
  private_network: 'The name leads into a private network.',
  secret_unreadable: 'Its address could not be decrypted. Unlock your keys first.',
  gone: 'The receiver says it is gone for good.',
}

export const crmEn = {
  tab: 'CRM',
  text: 'Leads you mark as qualified go to these places, each once. What cannot be delivered is tried again for about a day.',
  client: 'Client',
  targetsTitle: 'Where qualified leads go',
  addWebhook: 'Add webhook',
  addTitle: 'Add a webhook',
  addText: 'For Zapier, Make, n8n or your own server. The address is encrypted like an API key.',
  name: 'Name',
  address: 'Address',
  addressHint: 'Begins with https://',
  privateNetwork: 'The receiver is in my own network',
  privateNetworkHint: 'Only then may the address lead to this computer or a private network.',
  secretTitle: 'Signing secret',
  secretText:
    'Shown only now. With it the receiver checks that a lead comes from you. Keep it there; if it is lost, add the webhook anew.',
  copySecret: 'Copy secret',
  done: 'Done',
  since: 'Since',
  actions: 'Actions',
  testOf: (name: string) => `Send a test to ${name}`,
  testArrived: (name: string) => `The test arrived at ${name}.`,
  testFailed: (name: string, why: string) => `The test did not arrive at ${name}. ${why}`,
  removeOf: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove “${name}”?`,
  removeText: 'Its secret is erased for good, and what still waits for it is given up. The log stays.',
  remove: 'Remove',
  logTitle: 'Log',
  saveCsv: 'Save as CSV',
  saved: (rows: number) => `${counted(rows, 'lead', 'leads')} saved.`,
  lead: 'Lead',
  target: 'To',
  state: 'State',
  states,
  tries: (tries: number) => counted(tries, 'try', 'tries'),
  problems,
  handed: 'Handed over',
  retryOf: (email: string) => `Try ${email} now`,
  emptyTitle: 'No CRM yet',
  emptyText: 'Add a webhook, or save qualified leads as CSV.',
  emptyLog: 'No lead has been handed over yet.',
}

export type CrmTexts = typeof crmEn
