/** What good practice would mind in a plan; hints, none of which stops anything. */
import { counted } from '../core/counted.ts'

const accounts = (count: number) => counted(count, 'account')
const leads = (count: number) => counted(count, 'lead')

export const practiceEn = {
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
    bounces: {
      what: (count: number, share: string) => `About ${leads(count)} may bounce (${share})`,
      how: {
        list: (bounced: string, people: string) =>
          `Counted from campaigns that only had leads of this list: ${bounced} of ${people} bounced.`,
        checks: (bounced: string, people: string) =>
          `Counted from the verification of this list: ${bounced} of ${people} addresses were not deliverable.`,
        source: (bounced: string, people: string) =>
          `Counted from this client’s campaigns with leads of the same source: ${bounced} of ${people} bounced.`,
      },
      todo: 'Verify the list first, or begin with a part of it: many bounces at once harm the mailboxes.',
      source: 'your own campaigns and checks; above 2 % the alert for bounces goes off',
    },
    unverified: {
      what: (count: number, share: string) => `${leads(count)} with an address nobody verified (${share})`,
      todo: 'Verify the list before you send it: addresses nobody checked bounce more often.',
      source: 'the status columns of the files, and Instantly’s verification',
    },
    company_elsewhere: {
      what: (count: number, days: number) =>
        `${leads(count)} at companies another client of yours wrote to in the last ${counted(days, 'day')}`,
      todo: 'Colleagues talk to each other. Leave them out by the switch in the rules.',
      source: 'your own exports',
    },
    no_opt_out: {
      what: (count: number) => `${counted(count, 'first mail')} without words on how to get no more`,
      todo: 'Add a line such as “Tell me if I should not write again”. The header that new campaigns carry is not shown by every mail program.',
      source: 'CAN-SPAM Act, 15 U.S.C. 7704(a)(3), and caution elsewhere',
    },
    tracked_shared: {
      what: (count: number) => `${accounts(count)} with no custom tracking domain, in a campaign that tracks`,
      todo: 'Their links and pictures lead to a domain others use too. Set up a tracking domain, or switch tracking off.',
      source: 'the account and the campaign at Instantly',
    },
  },
}
export type PracticeTexts = typeof practiceEn
