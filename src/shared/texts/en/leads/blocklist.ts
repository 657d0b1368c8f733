/** Words of the block list in Settings. */
import type { BlockOrigin } from '../../../contract/leads/blocklist.ts'
import { counted } from '../core/counted.ts'

const origins: Readonly<Record<BlockOrigin, string>> = {
  instantly: 'Instantly',
  local: 'Added here',
}

export const blocklistEn = {
  tab: 'Block list',
  title: 'Who is never written to',
  text: 'Leads at these addresses and domains stay behind in every import, with this as the reason.',
  client: 'Client',
  copyTitle: 'Instantly’s own block list',
  copied: (entries: number, when: string) => `${counted(entries, 'entry', 'entries')}, copied ${when}`,
  neverCopied: 'Not copied yet. Until then Sendoff cannot tell who is on it.',
  pull: 'Copy now',
  pulled: (entries: number) => `${counted(entries, 'entry', 'entries')} copied.`,
  add: 'Add',
  addTitle: 'Add addresses or domains',
  addText: 'One a line, or between commas. A domain holds for everyone at it and below it.',
  addHint: 'Only here: Instantly’s own list is not changed.',
  everyClient: 'For every client',
  everyClientHint: 'Off: only for this one.',
  entries: 'Addresses and domains',
  added: (count: number) => `${counted(count, 'entry', 'entries')} added.`,
  known: (count: number) => `${counted(count, 'entry', 'entries')} already there.`,
  unreadable: (lines: string) => `Neither an address nor a domain: ${lines}`,
  search: 'Address or domain',
  value: 'Address or domain',
  origin: 'From',
  origins,
  holdsFor: 'Holds for',
  thisClient: 'This client',
  allClients: 'Every client',
  since: 'Since',
  actions: 'Actions',
  remove: 'Take off',
  removeOf: (value: string) => `Take ${value} off`,
  removed: (value: string) => `${value} taken off.`,
  emptyTitle: 'Nobody is blocked',
  emptyText: 'Copy Instantly’s list, or add addresses and domains.',
  noneFound: 'Nothing found',
  firstOnly: (shown: string, total: string) => `The first ${shown} of ${total}. Search to see others.`,
}

export type BlocklistTexts = typeof blocklistEn
