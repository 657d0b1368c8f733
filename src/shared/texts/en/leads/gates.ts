/** Texts for checks that need data outside the file, and for verification. */
import type { Verdict } from '../../../contract/leads/verification.ts'
import { counted, n } from '../core/counted.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  verified: 'Verified',
  risky: 'Catch-all',
  invalid: 'Not deliverable',
  unanswered: 'No result',
}

export const gatesEn = {
  client: 'Client',
  lookedAgain: 'Rechecked before the export',
  holdBlocked: 'Skip leads blocked since',
  holdBlockedHint: 'People who opted out are always excluded.',
  holdOtherClients: 'Skip other clients’ contacts',
  holdOtherClientsHint: 'People you contacted for another client since this list was created.',
  otherClients: 'Contacted for other clients',

  consent: 'Consent',
  consentGiven: 'Value',
  consentSource: 'Source',
  consentDate: 'Date',
  consentKept: 'Saved with the lead. Not sent to Instantly.',

  checkTitle: 'Verification by Instantly',
  verdicts,
  verify: 'Verify',
  verifyTitle: 'Verify addresses',
  verifyText: 'Instantly checks each address and charges its own credits. Nothing is charged before you start.',
  which: 'Which leads',
  whichReady: (leads: number) => `${counted(leads, 'ready lead')} not verified yet`,
  whichTold: (leads: number) => `${counted(leads, 'ready lead')} whose file already has a verification status`,
  whichHeld: (leads: number) => `${counted(leads, 'lead')} excluded as not verified or risky`,
  known: (leads: number) =>
    `${counted(leads, 'address', 'addresses')} verified in the last 30 days: reused at no cost.`,
  cost: 'Cost',
  costMeasured: (credits: string) => `about ${credits} credits, based on what Instantly charged so far`,
  costUnknown: (addresses: number) =>
    `Instantly’s price for ${counted(addresses, 'address', 'addresses')}, usually one credit each`,
  creditsLeft: (credits: string, when: string) => `${credits} credits left, as of ${when}`,
  creditsUnknown: 'Credits left: shown after the first result',
  start: (addresses: number) => `Verify ${counted(addresses, 'address', 'addresses')}`,
  none: 'Every address of this list was verified in the last 30 days.',
  running: (done: number, total: number) => `${n(done)} of ${n(total)} verified`,
  waiting: 'Waiting',
  paused: 'Paused',
  done: 'Verification finished',
  pending: (addresses: number) => `Instantly is still checking ${n(addresses)}.`,
  used: (credits: string) => `${credits} credits used`,
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Stop',
}
