/** Everything that calls Instantly, as the API log names it; a number after it says which one. */
export const requesters = [
  'accounts',
  'archive campaign',
  'ask',
  'block list',
  'campaigns',
  'compare',
  'create campaign',
  'blackout date',
  'delete campaign',
  'delete leads',
  'edit campaign',
  'erase a person',
  'events',
  'events check',
  'export',
  'first-key check',
  'inbox',
  'keep paused',
  'leads at Instantly',
  'mailboxes',
  'move leads',
  'move leads into subsequence',
  'opt-outs',
  'pause campaign',
  'pause subsequence',
  'plan',
  'sent mails',
  'shared memory',
  'start campaign',
  'start subsequence',
  'subsequences',
  'tag campaign',
  'tags',
  'undo export',
  'test connection',
  'test mail',
  'verification',
  'webhook',
] as const
export type Requester = (typeof requesters)[number]
export type RequestedBy = Requester | `${Requester} ${number}`

/** Returns the text for an origin of calls; a word of a later version stands as it is. */
export function requesterText(requestedBy: string, texts: Readonly<Record<string, string>>): string {
  const [what = '', number = ''] = requestedBy.split(/(?= \d+$)/)
  return `${texts[what] ?? what}${number}`
}
