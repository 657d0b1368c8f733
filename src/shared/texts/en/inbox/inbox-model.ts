/** Texts for the language model an operator may connect to the inbox. */
import { counted, n } from '../core/counted.ts'

export const inboxModelEn = {
  title: 'Language model',
  text: 'Optional, and off until you switch it on. You enter the address and the key. Requests go directly from this computer to that server.',
  none: 'Not connected. Replies are classified on this computer only.',
  connect: 'Connect a model',
  change: 'Change the connection',
  disconnect: 'Disconnect',
  disconnectText: 'The key is erased, and everything that uses the model is switched off.',
  test: 'Test',
  tested: (seconds: string) => `The model answered in ${seconds} s`,
  address: 'Address',
  addressHint: 'Of any OpenAI-compatible server, up to /v1.',
  model: 'Model',
  modelHint: 'As the provider calls it.',
  key: 'API key',
  keyHint: 'Stored like the Instantly keys and sent only to this server. Leave it empty if none is needed.',
  keyKept: (masked: string) => `Leave it empty to keep ${masked}.`,
  noKey: 'no key',
  privateNetwork: 'It runs on this computer or in my own network',
  privateNetworkHint: 'Then http is allowed as well.',
  keep: 'Save, switched off',
  connection: 'Connection',
  sort: 'Classify replies the rules cannot',
  sortHint:
    'Sends only the subject and the new text of such a reply. It never overrides an opt-out or your own choice. For replies of the last seven days and new ones, at most 500 requests a day.',
  draft: 'Draft replies on request',
  draftHint:
    'Sends the last six emails of the conversation, the first name and the company. You decide whether to send the draft.',
  switchOn: 'Switch on',
  previewTitle: 'This leaves your computer',
  previewText: 'The exact request for one of your conversations. Nothing was sent yet.',
  conversation: 'Conversation',
  noConversation: 'There is no conversation yet to preview. You can switch it on after the first reply.',
  seeRequest: 'Show the request',
  requestTo: (url: string, characters: number) => `POST ${url}, ${counted(characters, 'character')}`,
  body: 'Request body',
  headers: 'The request also contains the key and the name and version of Sendoff.',
  lastMonth: (replies: number, tokens: number) =>
    replies === 0
      ? 'No reply of the last 30 days would have been sent. Your provider bills by the tokens of a request.'
      : `${counted(replies, 'reply', 'replies')} of the last 30 days would have been sent: about ${counted(tokens, 'token')} a month. Your provider states the price of a token.`,
  clients: 'Used for these clients',
  clientsHint: 'Emails of other clients are never sent to it.',
  record: 'Sent data',
  recordSums: (requests: number, characters: number) =>
    `${counted(requests, 'request')} with ${counted(characters, 'character')} in total`,
  recordRecent: (requests: number, characters: number) =>
    `${counted(requests, 'request')} with ${counted(characters, 'character')} in the last 30 days`,
  recordTokens: (sent: number, answered: number) =>
    `Counted by the provider for these 30 days: ${counted(sent, 'token')} sent, ${n(answered)} answered`,
  recordNone: 'Nothing yet.',
  at: 'Time',
  use: 'Purpose',
  uses: { test: 'Test', sort: 'Classification', draft: 'Draft' },
  client: 'Client',
  characters: 'Characters',
  outcome: 'Result',
  outcomes: { sent: 'no answer yet', done: 'answered', failed: 'failed' },
  signs: (count: number) => n(count),
}
