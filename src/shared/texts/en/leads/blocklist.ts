/** Texts for the block list in Settings. */
import type { BlockOrigin } from '../../../contract/leads/blocklist.ts'
import { counted } from '../core/counted.ts'

const origins: Readonly<Record<BlockOrigin, string>> = {
  instantly: 'Instantly',
  local: 'Added here',
}

export const blocklistEn = {
  tab: 'Block list',
  title: 'Block list',
  text: 'Leads at these addresses and domains are excluded from every import, with this reason.',
  client: 'Client',
  copyTitle: 'Instantly’s own block list',
  copied: (entries: number, when: string) => `${counted(entries, 'entry', 'entries')}, synced ${when}`,
  neverCopied: 'Not synced yet. Until then Sendoff does not know who is on it.',
  pull: 'Sync now',
  pulled: (entries: number) => `${counted(entries, 'entry', 'entries')} synced.`,
  add: 'Add',
  addTitle: 'Add addresses or domains',
  addText: 'One per line, or separated by commas. A domain also blocks its subdomains.',
  addHint: 'Added here only. Instantly’s own list does not change.',
  everyClient: 'For all clients',
  everyClientHint: 'Off: only for this client.',
  entries: 'Addresses and domains',
  added: (count: number) => `${counted(count, 'entry', 'entries')} added.`,
  known: (count: number) => `${counted(count, 'entry', 'entries')} already on the list.`,
  unreadable: (lines: string) => `Neither an address nor a domain: ${lines}`,
  search: 'Address or domain',
  value: 'Address or domain',
  origin: 'From',
  origins,
  holdsFor: 'Applies to',
  thisClient: 'This client',
  allClients: 'All clients',
  since: 'Since',
  actions: 'Actions',
  removeOf: (value: string) => `Remove ${value}`,
  removed: (value: string) => `${value} removed.`,
  emptyTitle: 'Nobody is blocked',
  emptyText: 'Sync Instantly’s list, or add addresses and domains.',
  noneFound: 'Nothing found',
  firstOnly: (shown: string, total: string) => `The first ${shown} of ${total}. Search to find others.`,
}
