/** Words of alerts on campaigns' figures. */
import type { AlertKind } from '../../domain/alerts/judge.ts'
import { counted } from './counted.ts'

export const alertsEn = {
  titles: {
    bounce: (share: string, base: string) => `${share} of ${base} mails came back`,
    stopped: 'Instantly stopped this campaign',
    stalled: (days: number) => `Nothing sent for ${counted(days, 'day')}`,
    reply_drop: (now: string, before: string) => `Replies fell from ${before} to ${now} of mails`,
    finished: 'Every lead has had every step',
  },
  texts: {
    bounce: (limit: string) =>
      `Above ${limit}. Pause it, verify its leads, and look at where the list came from: mail providers mistrust senders whose mail comes back.`,
    stopped: 'Open it and ask Instantly why. Bounces, failing mailboxes or the plan are the usual reasons.',
    stalled: 'It runs, but no mail left. Ask Instantly why: hours, limits and mailboxes are the usual reasons.',
    reply_drop:
      'The last 14 days against the 28 before, by more than chance. Look at what changed: copy, list, mailboxes.',
    finished: 'Add leads, or leave it: its figures and replies stay here.',
  } satisfies Record<AlertKind, unknown>,
  open: 'Open campaign',
  aside: 'Put aside',
  asideOf: (title: string, campaign: string) => `Put aside: ${title}, ${campaign}`,
  setting: {
    title: 'Alerts',
    notify: 'Notifications of the desktop',
    notifyHint: 'Once for each alert, not in the quiet hours of the inbox. Home shows alerts in any case.',
    amber: 'Bounces: look at it above',
    red: 'Bounces: serious above',
    percent: '% of mails sent',
    source: 'Usual: 2 % and 5 %. Mail providers mistrust senders whose mail comes back; none says from which share on.',
    wrong: 'Two figures between 0.1 and 50, the second above the first.',
    save: 'Save limits',
    kinds: 'What to tell of',
    kindNames: {
      bounce: 'Mails that come back',
      stopped: 'Campaigns that Instantly stopped',
      stalled: 'Running campaigns that send nothing for four days',
      reply_drop: 'Fewer replies than before',
      finished: 'Campaigns that are done',
    } satisfies Record<AlertKind, string>,
  },
}
export type AlertTexts = typeof alertsEn
