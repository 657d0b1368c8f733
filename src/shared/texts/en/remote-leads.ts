/** Words of the page of leads that are at Instantly already. */
import { counted } from './counted.ts'

export const remoteLeadsEn = {
  title: 'Leads at Instantly',
  crumb: 'At Instantly',
  open: 'Leads at Instantly',
  chooseClient: 'Choose a client first',
  chooseClientText: 'Leads are read with that client’s own key.',
  place: 'Campaign or lead list',
  choosePlace: 'Choose a campaign or a lead list',
  campaigns: 'Campaigns',
  lists: 'Lead lists',
  table: (place: string) => `Leads of ${place}`,
  email: 'Email',
  name: 'Name',
  company: 'Company',
  state: 'State',
  states: {
    active: 'Active',
    paused: 'On hold',
    completed: 'Completed',
    bounced: 'Bounced',
    unsubscribed: 'Unsubscribed',
    skipped: 'Skipped',
    unknown: 'Unknown',
  },
  choose: 'Choose',
  chooseLead: (email: string) => `Choose ${email}`,
  noEmail: 'no address',
  empty: 'No lead here.',
  shown: (count: number) => `${counted(count, 'lead')} shown`,
  more: 'Show more',
  pull: 'Bring all in as a list',
  pulling: 'Reading …',
  nothing: 'There is no lead to bring in.',
  move: (count: number) => `Move ${counted(count, 'lead')}`,
  moveTitle: (count: number) => `Move ${counted(count, 'lead')} at Instantly`,
  moveText:
    'Instantly does it in its own time; this waits until it has. A lead that comes into a running campaign is written to.',
  moveTo: 'To',
  moving: 'Moving …',
  moved: (count: number, optedOut: number) =>
    `${counted(count, 'lead')} moved.${optedOut > 0 ? ` Not moved: ${optedOut} who opted out.` : ''}`,
  remove: (count: number) => `Delete ${counted(count, 'lead')}`,
  removeTitle: (count: number) => `Delete ${counted(count, 'lead')} at Instantly?`,
  removeText:
    'Exactly the chosen leads, with their replies and results there. This cannot be undone. Your own lists stay.',
  keep: 'Keep them',
  removed: (count: number) => `${counted(count, 'lead')} deleted at Instantly.`,
}

export type RemoteLeadsTexts = typeof remoteLeadsEn
