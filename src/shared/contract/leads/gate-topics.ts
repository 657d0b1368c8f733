import type { Topic } from '../route.ts'

/** What decides which leads of a list may be sent: whoever tells of them reads all of it. */
export const gateTopics: readonly Topic[] = [
  'workspaces',
  'lists',
  'exports',
  'blocklist',
  'events',
  'campaigns',
  'clients',
  'lead_mirror',
  'opt_outs',
]
