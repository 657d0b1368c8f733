/** Words of gates that need knowledge outside the file, and of verification, in Dutch. */
import type { GatesTexts } from '../../en/leads/gates.ts'
import { counted, n } from '../core/counted.ts'

const leadsOf = (count: number) => counted(count, 'lead', 'leads')
const addressesOf = (count: number) => counted(count, 'adres', 'adressen')

export const gatesNl: GatesTexts = {
  client: 'Klant',
  lookedAgain: 'Voor het versturen nog eens bekeken',
  holdBlocked: 'Weglaten wie nu geblokkeerd is',
  holdBlockedHint: 'Wie zich heeft afgemeld, blijft altijd achter.',
  holdOtherClients: 'Contacten van andere klanten weglaten',
  holdOtherClientsHint: 'Wie je voor een andere klant hebt geschreven sinds deze lijst er is.',
  otherClients: 'Benaderd voor andere klanten',

  consent: 'Toestemming',
  consentGiven: 'Zegt',
  consentSource: 'Bron',
  consentDate: 'Datum van toestemming',
  consentKept: 'Blijft bij de lead. Wordt niet naar Instantly verstuurd.',

  checkTitle: 'Verificatie door Instantly',
  verdicts: {
    verified: 'Geverifieerd',
    risky: 'Catch-all-domein',
    invalid: 'Niet bezorgbaar',
    unanswered: 'Niet beantwoord',
  },
  verify: 'Verifiëren',
  verifyTitle: 'Adressen verifiëren',
  verifyText: 'Instantly controleert elk adres en neemt daar eigen credits voor. Voor je begint wordt niets gevraagd.',
  which: 'Welke leads',
  whichReady: (leads) => `${leadsOf(leads)} klaar en nog niet geverifieerd`,
  whichHeld: (leads) => `${leadsOf(leads)} achtergebleven als niet geverifieerd of riskant`,
  known: (leads) => `${addressesOf(leads)} in de laatste 30 dagen gecontroleerd: gebruikt, niet opnieuw betaald.`,
  cost: 'Kost',
  costMeasured: (credits) => `ongeveer ${credits} credits, naar wat Instantly tot nu toe nam`,
  costUnknown: (addresses) => `de prijs van Instantly voor ${addressesOf(addresses)}, meestal één credit per stuk`,
  creditsLeft: (credits, when) => `${credits} credits over, gemeld ${when}`,
  creditsUnknown: 'Credits over: komen met het eerste antwoord',
  start: (addresses) => `${addressesOf(addresses)} verifiëren`,
  none: 'Elk adres van deze lijst is in de laatste 30 dagen gecontroleerd.',
  running: (done, total) => `${n(done)} van ${n(total)} geverifieerd`,
  waiting: 'Wacht',
  paused: 'Gepauzeerd',
  done: 'Verificatie klaar',
  pending: (addresses) => `Instantly is nog bezig met ${n(addresses)}.`,
  used: (credits) => `${credits} credits gebruikt`,
  pause: 'Pauzeren',
  resume: 'Hervatten',
  cancel: 'Stoppen',
}
