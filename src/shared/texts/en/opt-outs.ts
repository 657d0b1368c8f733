/** Words about people who opted out: their page, and the line about them beside conversations and leads. */
import type { OptOutAtInstantly, OptOutHeld, OptOutScope, OptOutSource, OptOutState } from '../../contract/opt-outs.ts'
import { counted } from './counted.ts'

type Standing = OptOutAtInstantly['state']

const states: Readonly<Record<OptOutState, string>> = { asked: 'Please confirm', on: 'Opted out', undone: 'Undone' }
const sources: Readonly<Record<OptOutSource, string>> = {
  event: 'Unsubscribed',
  lead_status: 'Unsubscribed at Instantly',
  label: 'Label',
  reply: 'Reply',
  model: 'Reply, read by the model',
  hand: 'By hand',
  file: 'File',
  instantly: 'Instantly’s block list',
  earlier: 'Earlier version',
}
const scopes: Readonly<Record<OptOutScope, string>> = { client: 'This client', all: 'All clients' }
const standings: Readonly<Record<Standing, string>> = {
  none: 'Not told',
  waiting: 'Not yet at Instantly',
  confirmed: 'Blocked at Instantly',
  differs: 'Different at Instantly',
  undoing: 'Not yet undone at Instantly',
  undone: 'Undone at Instantly',
}
const held: Readonly<Record<OptOutHeld, string>> = {
  offline: 'you are offline',
  no_key: 'this client has no working key',
  off: 'telling Instantly is switched off',
}
const campaigns = (count: number) => counted(count, 'campaign', 'campaigns')

export const optOutsEn = {
  title: 'Opted out',
  meta: 'Nobody here gets another email from you.',
  search: 'Address or words',
  filters: {
    all: 'All',
    asked: 'Please confirm',
    waiting: 'Not yet at Instantly',
    differs: 'Different at Instantly',
    undone: 'Undone',
  },
  filter: 'Show',
  address: 'Address',
  from: 'From',
  since: 'Since',
  holdsFor: 'Holds for',
  atInstantly: 'At Instantly',
  client: 'Client',
  states,
  sources,
  scopes,
  standings,
  held,
  scopeOf: (scope: OptOutScope, client: string | null) => (scope === 'all' || client === null ? scopes.all : client),
  /** What Instantly is known to know, in one line. */
  line: (at: OptOutAtInstantly): string => {
    const parts = [
      at.blocked > 0 && (at.clients > 1 ? `blocked at ${at.blocked} of ${at.clients} clients` : 'blocked at Instantly'),
      at.blockedBefore > 0 && at.blockedBefore === at.blocked && 'was on the list before',
      at.stopped > 0 && `${campaigns(at.stopped)} stopped`,
      at.removed > 0 && `removed from ${campaigns(at.removed)}`,
      at.takenFromSubsequences > 0 && 'taken out of a subsequence',
    ]
    return parts.filter(Boolean).join(' · ') || standings[at.state]
  },
  undoneLine: (at: OptOutAtInstantly): string =>
    [
      at.blockedBefore > 0 && 'still blocked at Instantly, where the entry was before',
      at.left > 0 && `not brought back in ${campaigns(at.left)}`,
    ]
      .filter(Boolean)
      .join(' · ') || standings.undone,
  reason: (why: string) => `Not yet at Instantly: ${why}`,
  notYet: (why: string) => `Not yet: ${why}`,
  missingScope: (scope: string) => `key misses scope ${scope}`,
  waits: 'in a moment',
  differences: {
    entry_gone: 'taken off the block list at Instantly',
    lead_active: 'active again in a campaign at Instantly',
  },
  askedTitle: 'Does this person want no more email?',
  askedLine: 'Exports leave this person out until you answer.',
  yes: 'Opted out',
  no: 'No opt-out',
  answered: (count: number, yes: boolean) =>
    yes
      ? `${counted(count, 'person', 'people')} opted out.`
      : `${counted(count, 'person', 'people')} may be written to.`,
  add: 'Add',
  addOne: 'Opt out',
  addTitle: 'Add people who opted out',
  addText: 'One address a line, or between commas. A domain holds for everyone at it.',
  addresses: 'Addresses',
  allClients: 'For all clients',
  allClientsHint: 'Off: only for this client.',
  added: (count: number) => `${counted(count, 'person', 'people')} added.`,
  known: (count: number) => `${counted(count, 'person was', 'people were')} on the list before.`,
  unreadable: (lines: string) => `Neither an address nor a domain: ${lines}`,
  undo: 'Undo opt-out',
  undoOf: (value: string) => `Undo the opt-out of ${value}`,
  undone: (count: number) => `${counted(count, 'opt-out', 'opt-outs')} undone. The entry at Instantly is taken off.`,
  again: 'Opt out again',
  openThread: 'Open conversation',
  forAll: 'Hold for all clients',
  forClient: 'Hold for this client only',
  scopeChanged: (count: number, scope: OptOutScope) =>
    scope === 'all'
      ? `${counted(count, 'opt-out holds', 'opt-outs hold')} for all clients.`
      : `${counted(count, 'opt-out holds', 'opt-outs hold')} for one client.`,
  actions: 'Actions',
  actionsOf: (value: string) => `Actions for ${value}`,
  mend: 'Stop again',
  mended: (count: number) => `${counted(count, 'person', 'people')} will be stopped again.`,
  differsNote: (count: number) =>
    `${counted(count, 'person is', 'people are')} different at Instantly: taken off its block list, or active again.`,
  waitingNote: (count: number) => `${counted(count, 'person is', 'people are')} not yet blocked at Instantly.`,
  askedNote: (count: number) =>
    `${counted(count, 'reply', 'replies')} may be an opt-out. Exports leave these people out until you answer.`,
  onlyThereNote: (count: number) =>
    `${counted(count, 'address is', 'addresses are')} on Instantly’s block list and not here.`,
  takeOver: 'Add as opted out',
  takenOver: (count: number) => `${counted(count, 'person', 'people')} added.`,
  show: 'Show',
  chosen: (count: number) => `${counted(count, 'person', 'people')} chosen`,
  clear: 'Clear',
  people: (count: number) => counted(count, 'person', 'people'),
  tellNow: 'Sync now',
  save: 'Save as CSV',
  saveCsv: 'Save who opted out as CSV',
  csvName: 'opted out',
  csvHeader: [
    'Address',
    'State',
    'Since',
    'From',
    'Words',
    'Client',
    'Holds for',
    'At Instantly',
    'Block list entries',
    'Campaigns stopped',
    'Campaigns removed from',
    'Read at',
  ],
  savedCsv: (rows: number, path: string) => `${counted(rows, 'person', 'people')} saved to ${path}.`,
  emptyTitle: 'Nobody opted out',
  emptyText: 'Unsubscribes, replies that say stop, labels and files end up here by themselves.',
  noneFound: 'Nobody found',
  noneFoundText: 'No opt-out matches this search and filter.',
  settingsTitle: 'What happens when somebody opts out',
  tellInstantly: 'Block the person at Instantly',
  tellInstantlyHint:
    'Puts the address on the client’s block list and stops it in campaigns. Exports leave it out either way.',
  scopeSetting: 'New opt-outs hold for',
  leadsSetting: 'In campaigns that would still write',
  leads: { status: 'Set “Not interested”', remove: 'Remove the lead' },
  leadsHint: {
    status: 'The lead stays in the campaign with its history and gets no more emails.',
    remove: 'The lead is deleted from the campaign. Undoing the opt-out does not bring it back.',
  },
  openPage: 'Show who opted out',
}

export type OptOutTexts = typeof optOutsEn
