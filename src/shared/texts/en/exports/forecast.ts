/** When the emails of a planned campaign are sent. */
import { counted, n } from '../core/counted.ts'

const mails = (count: number) => counted(count, 'email')

export const forecastEn = {
  title: 'Send forecast',
  day: 'Day',
  week: 'Week of',
  first: 'First emails',
  followUps: 'Follow-ups',
  firstEmail: 'First email',
  lastEmail: 'Last',
  atMost: (count: number) => `${n(count)} at most`,
  firstMails: (from: string, to: string) =>
    from === to ? `First emails on ${from}.` : `First emails from ${from} to ${to}.`,
  last: (day: string) => `Last follow-up on ${day}.`,
  all: (count: number, days: number) => `${mails(count)} on ${counted(days, 'day')}.`,
  fullest: (count: number) => `At most ${mails(count)} a day.`,
  assumes:
    'Assumes nobody replies, and uses the accounts’ limits and the hours above. Follow-ups go first. Warm-up and gaps between emails are not counted. Blackout dates are left out.',
  whenStarted: 'Starting today. The campaign sends nothing until you start it.',
  noEmails: 'Add an email to see when it is sent.',
  noLimits:
    'The daily limit of these accounts is unknown, so there is no forecast. Set a daily limit for the campaign.',
  nothing: 'Nothing can be sent with these days, hours and accounts.',
  unsent: (first: number, followUps: number) =>
    first > 0
      ? `${counted(first, 'lead')} would get no email before the last day, and ${counted(followUps, 'follow-up')} would not be sent. Choose a later last day, more days or more accounts.`
      : `${counted(followUps, 'follow-up')} would not be sent before the last day. Choose a later last day, more days or more accounts.`,
  tooLong: 'At this pace it takes more than ten years. Raise the daily limit, or add accounts.',
}
