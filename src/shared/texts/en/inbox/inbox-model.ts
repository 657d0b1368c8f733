/** Words of the language model an operator may connect to the inbox. */
import { counted, n } from '../core/counted.ts'

export const inboxModelEn = {
  title: 'Language model',
  text: 'Optional, and off until you switch it on. You bring the address and the key; requests go from this computer straight to that server.',
  none: 'None connected. Replies are sorted on this computer alone.',
  connect: 'Connect a model',
  change: 'Change the connection',
  disconnect: 'Disconnect',
  disconnectText: 'The key is erased for good, and everything the model is used for is switched off.',
  test: 'Test',
  tested: (seconds: string) => `The model answered in ${seconds} s`,
  address: 'Address',
  addressHint: 'Of any OpenAI-compatible server, up to /v1.',
  model: 'Model',
  modelHint: 'As the provider calls it.',
  key: 'API key',
  keyHint: 'Kept like the keys of Instantly, and sent to this server only. Leave it empty where none is needed.',
  keyKept: (masked: string) => `Leave it empty to keep ${masked}.`,
  noKey: 'no key',
  privateNetwork: 'It runs on this computer or in my own network',
  privateNetworkHint: 'Then http is allowed as well.',
  keep: 'Keep it, switched off',
  connection: 'Connection',
  sort: 'A second opinion on replies the rules do not know',
  sortHint:
    'Subject and own words of such a reply leave, nothing else of the conversation. It never overrides a wish for no more mail, nor you. Replies of the last seven days and new ones; at most 500 requests a day.',
  draft: 'Drafts at the press of a button',
  draftHint:
    'The last six mails of the conversation, first name and company leave. The draft is only shown; you send it or not.',
  switchOn: 'Switch on',
  previewTitle: 'This is what leaves your computer',
  previewText: 'The request for a conversation of yours, character by character. Nothing of it has left yet.',
  conversation: 'Conversation',
  noConversation:
    'There is no conversation yet that it could be shown for. With the first reply it can be switched on.',
  seeRequest: 'See the request',
  requestTo: (url: string, characters: number) => `POST ${url}, ${counted(characters, 'character')}`,
  body: 'Body of the request',
  headers: 'Beside it go the key and the name and version of Sendoff.',
  clients: 'Clients it is used for',
  clientsHint: 'Mails of the others never leave for it.',
  record: 'What has left',
  recordSums: (requests: number, characters: number) =>
    `${counted(requests, 'request')} with ${counted(characters, 'character')} since the beginning`,
  recordRecent: (requests: number, characters: number) =>
    `${counted(requests, 'request')} with ${counted(characters, 'character')} in the last 30 days`,
  recordNone: 'Nothing yet.',
  at: 'Time',
  use: 'What for',
  uses: { test: 'Test', sort: 'Second opinion', draft: 'Draft' },
  client: 'Client',
  characters: 'Characters',
  outcome: 'Outcome',
  outcomes: { sent: 'no answer yet', done: 'answered', failed: 'failed' },
  signs: (count: number) => n(count),
}

export type InboxModelTexts = typeof inboxModelEn
