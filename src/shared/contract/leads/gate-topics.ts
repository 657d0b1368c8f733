import type { Topic } from '../route.ts'

/** Topics that decide which leads of a list may be sent. Every query that reports this reads all of them. */
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
