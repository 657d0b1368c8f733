/** When the mails of a planned campaign go out. */
import { counted } from '../core/counted.ts'

const mails = (count: number) => counted(count, 'mail')

export const forecastEn = {
  title: 'When the mails go out',
  day: 'Day',
  week: 'Week of',
  first: 'First mails',
  followUps: 'Follow-ups',
  firstMails: (from: string, to: string) =>
    from === to ? `First mails on ${from}.` : `First mails from ${from} to ${to}.`,
  last: (day: string) => `Last follow-up on ${day}.`,
  all: (count: number, days: number) => `${mails(count)} on ${counted(days, 'day')}.`,
  fullest: (count: number) => `At most ${mails(count)} a day.`,
  assumes:
    'As if nobody answered, from the limits of the chosen accounts and the hours above. Follow-ups go first. Warm-up and pauses between mails are not counted; dates you avoid are left out.',
  whenStarted: 'Counted from today; the campaign waits until you start it.',
  noEmails: 'Add an email to see when it goes out.',
  noLimits:
    'What these accounts may send a day is not known, so no day can be told. Set a daily limit for the campaign.',
  nothing: 'Nothing can be sent with these days, hours and accounts.',
  unsent: (first: number, followUps: number) =>
    first > 0
      ? `${counted(first, 'lead')} would get no mail before the last day, and ${counted(followUps, 'follow-up')} find no place. Choose a later end, more days or more accounts.`
      : `${counted(followUps, 'follow-up')} find no place before the last day. Choose a later end, more days or more accounts.`,
  tooLong: 'At this pace it takes more than ten years. Raise the daily limit, or add accounts.',
}
export type ForecastTexts = typeof forecastEn
