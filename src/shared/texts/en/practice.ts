/** What good practice would mind in a plan; hints, none of which stops anything. */
import { counted } from './counted.ts'

const accounts = (count: number) => counted(count, 'account')
const leads = (count: number) => counted(count, 'lead')

export const practiceEn = {
  title: 'Good practice',
  source: (name: string) => `Source: ${name}.`,
  kinds: {
    accounts_unwell: {
      what: (count: number) => `${accounts(count)} in trouble at Instantly`,
      todo: 'Mend or leave out: their mails bounce, fail or land in spam, and harm the others of their domain.',
      source: 'the state of the account at Instantly',
    },
    accounts_cold: {
      what: (count: number) => `${accounts(count)} without warm-up`,
      todo: 'Warm up for two weeks before the first campaign, and keep it on.',
      source: 'the state of the account at Instantly',
    },
    accounts_busy: {
      what: (count: number) => `${accounts(count)} with more than 30 mails a day`,
      todo: 'Lower their limit, or add accounts.',
      source: 'Instantly’s help, “Account and Campaign Limits”',
    },
    first_is_big: {
      what: (count: number) => `The first campaign of this client, with ${leads(count)}`,
      todo: 'Begin with at most 500: a mistake in the copy or a weak mailbox then costs little.',
      source: 'caution, not a rule',
    },
    also_elsewhere: {
      what: (count: number) => `${leads(count)} known to another client of yours`,
      todo: 'They hear from two of your clients. Leave them out by the switch in the rules.',
      source: 'your own exports and events',
    },
  },
}
export type PracticeTexts = typeof practiceEn
