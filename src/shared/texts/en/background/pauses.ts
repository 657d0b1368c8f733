/** Texts for pausing Sendoff's own work, for a client or for all. Campaigns at Instantly are not affected. */
import { counted } from '../core/counted.ts'

export const pausesEn = {
  badge: 'Paused',
  badgeHint: 'Sendoff does nothing for this client until you resume.',
  /** Opens the dialog. */
  ask: 'Pause client…',
  askOf: (client: string) => `Pause Sendoff’s work for ${client}…`,
  askAll: 'Pause everything in Sendoff…',
  resume: 'Resume',
  resumeOf: (client: string) => `Resume ${client} in Sendoff`,
  resumeAll: 'Resume everything in Sendoff',
  title: (client: string) => `Pause ${client}`,
  titleAll: 'Pause everything in Sendoff',
  here: 'Pause in Sendoff',
  hereText:
    'Exports, syncs, the relay, replies, CRM deliveries, reports and changes to accounts stop after the current request. Nothing is lost: all of it continues when you resume.',
  hereMore:
    'Campaigns keep sending at Instantly, also on blackout dates. An opt-out counts here at once and reaches Instantly when you resume.',
  there: 'Pause its campaigns at Instantly',
  thereText: 'Running campaigns stop sending emails. You start them again under Campaigns, or with Undo.',
  pause: 'Pause',
  bar: {
    label: 'Paused work',
    all: 'Everything is paused in Sendoff',
    client: (name: string) => `${name} is paused in Sendoff`,
    clients: (count: number) => `${counted(count, 'client')} are paused in Sendoff`,
    since: 'since',
    waits: (what: string) => `${what} waiting.`,
    keepsSending: 'Campaigns keep sending at Instantly.',
    show: 'Show clients',
  },
  waiting: {
    exports: (count: number) => counted(count, 'export'),
    replies: (count: number) => counted(count, 'reply', 'replies'),
    optOuts: (count: number) => counted(count, 'opt-out'),
    deliveries: (count: number) => counted(count, 'CRM delivery', 'CRM deliveries'),
  },
}
