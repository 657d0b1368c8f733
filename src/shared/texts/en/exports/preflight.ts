/** Good-practice hints about an export; none of them prevents anything. */
import { counted } from '../core/counted.ts'

const accounts = (count: number) => counted(count, 'account')
const leads = (count: number) => counted(count, 'lead')

export const preflightEn = {
  source: (name: string) => `Source: ${name}.`,
  kinds: {
    accounts_unwell: {
      what: (count: number) => `${accounts(count)} with problems at Instantly`,
      todo: 'Fix or leave them out: their emails bounce, fail or land in spam, and hurt other accounts of their domain.',
      source: 'account status at Instantly',
    },
    accounts_cold: {
      what: (count: number) => `${accounts(count)} without warm-up`,
      todo: 'Warm up for two weeks before the first campaign, and keep it on.',
      source: 'account status at Instantly',
    },
    accounts_busy: {
      what: (count: number) => `${accounts(count)} with more than 30 emails a day`,
      todo: 'Lower their limit, or add accounts.',
      source: 'Instantly’s help, “Account and Campaign Limits”',
    },
    first_is_big: {
      what: (count: number) => `The first campaign of this client, with ${leads(count)}`,
      todo: 'Start with at most 500, so that a mistake or a weak account costs little.',
      source: 'caution, not a rule',
    },
    also_elsewhere: {
      what: (count: number) => `${leads(count)} known to another client of yours`,
      todo: 'They would hear from two of your clients. Skip them with the switch under Rules.',
      source: 'your own exports and events',
    },
    bounces: {
      what: (count: number, share: string) => `About ${leads(count)} may bounce (${share})`,
      how: {
        list: (bounced: string, people: string) =>
          `From campaigns with only leads of this list: ${bounced} of ${people} bounced.`,
        checks: (bounced: string, people: string) =>
          `From the verification of this list: ${bounced} of ${people} addresses were not deliverable.`,
        source: (bounced: string, people: string) =>
          `From this client’s campaigns with leads of the same source: ${bounced} of ${people} bounced.`,
      },
      todo: 'Verify the list first, or start with a part of it: many bounces at once hurt the accounts.',
      source: 'your own campaigns and checks; the bounce alert starts at 2 %',
    },
    unverified: {
      what: (count: number, share: string) => `${leads(count)} with an unverified address (${share})`,
      todo: 'Verify the list before you export it: unverified addresses bounce more often.',
      source: 'the status columns of the files, and Instantly’s verification',
    },
    company_elsewhere: {
      what: (count: number, days: number) =>
        `${leads(count)} at companies another client of yours contacted in the last ${counted(days, 'day')}`,
      todo: 'Colleagues talk to each other. Skip them with the switch under Rules.',
      source: 'your own exports',
    },
    no_opt_out: {
      what: (count: number) => `${counted(count, 'first email')} without an opt-out line`,
      todo: 'Add a line such as “Tell me if I should not write again”. Not every email program shows the unsubscribe header.',
      source: 'CAN-SPAM Act, 15 U.S.C. 7704(a)(3), and caution elsewhere',
    },
    tracked_shared: {
      what: (count: number) => `${accounts(count)} with no custom tracking domain, in a campaign that tracks`,
      todo: 'Their links and pictures use a shared domain. Set up a tracking domain, or turn tracking off.',
      source: 'the account and the campaign at Instantly',
    },
  },
}
