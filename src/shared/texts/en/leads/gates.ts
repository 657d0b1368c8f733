/** Words of gates that need knowledge outside the file, and of verification. */
import type { Verdict } from '../../../contract/leads/verification.ts'
import { counted, n } from '../core/counted.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  verified: 'Verified',
  risky: 'Catch-all',
  invalid: 'Not deliverable',
  unanswered: 'Not answered',
}

export const gatesEn = {
  client: 'Client',
  lookedAgain: 'Looked at once more before sending',
  holdBlocked: 'Leave out who is blocked by now',
  holdBlockedHint: 'Who opted out stays behind in any case.',
  holdOtherClients: 'Leave out other clients’ contacts',
  holdOtherClientsHint: 'People you wrote to for another client since this list was made.',
  otherClients: 'Contacted for other clients',

  consent: 'Consent',
  consentGiven: 'Says',
  consentSource: 'Source',
  consentDate: 'Date',
  consentKept: 'Kept with the lead. Not sent to Instantly.',

  checkTitle: 'Verification by Instantly',
  verdicts,
  verify: 'Verify',
  verifyTitle: 'Verify addresses',
  verifyText: 'Instantly checks each address and takes its own credits for it. Nothing is asked before you start.',
  which: 'Which leads',
  whichReady: (leads: number) => `${counted(leads, 'ready lead')} not verified yet`,
  whichHeld: (leads: number) => `${counted(leads, 'lead')} held as not verified or risky`,
  known: (leads: number) =>
    `${counted(leads, 'address', 'addresses')} checked in the last 30 days: used, not paid again.`,
  cost: 'Costs',
  costMeasured: (credits: string) => `about ${credits} credits, by what Instantly took so far`,
  costUnknown: (addresses: number) =>
    `Instantly’s price for ${counted(addresses, 'address', 'addresses')}, usually a credit each`,
  creditsLeft: (credits: string, when: string) => `${credits} credits left, told ${when}`,
  creditsUnknown: 'Credits left: told with the first answer',
  start: (addresses: number) => `Verify ${counted(addresses, 'address', 'addresses')}`,
  none: 'Every address of this list was verified in the last 30 days.',
  running: (done: number, total: number) => `${n(done)} of ${n(total)} verified`,
  waiting: 'Waiting',
  paused: 'Paused',
  done: 'Verification finished',
  pending: (addresses: number) => `Instantly is still at work on ${n(addresses)}.`,
  used: (credits: string) => `${credits} credits used`,
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Stop',
}

export type GatesTexts = typeof gatesEn
