/** Words of gates that need knowledge outside the file, and of verification, in Dutch. */
import type { GatesTexts } from '../../en/leads/gates.ts'
import { counted, n } from '../core/counted.ts'

const leadsOf = (count: number) => counted(count, 'lead', 'leads')
const addressesOf = (count: number) => counted(count, 'adres', 'adressen')

export const gatesNl: GatesTexts = {
  client: 'Klant',
  lookedAgain: 'Opnieuw gecontroleerd voor de export',
  holdBlocked: 'Geblokkeerde leads overslaan',
  holdBlockedHint: 'Afmeldingen worden altijd overgeslagen.',
  holdOtherClients: 'Contacten van andere klanten overslaan',
  holdOtherClientsHint: 'Wie je voor een andere klant hebt benaderd sinds deze lijst is gemaakt.',
  otherClients: 'Benaderd voor andere klanten',

  consent: 'Toestemming',
  consentGiven: 'Waarde',
  consentSource: 'Bron',
  consentDate: 'Datum van toestemming',
  consentKept: 'Blijft bij de lead staan en wordt niet naar Instantly verstuurd.',

  checkTitle: 'Verificatie door Instantly',
  verdicts: {
    verified: 'Geverifieerd',
    risky: 'Catch-all-domein',
    invalid: 'Ongeldig',
    unanswered: 'Geen antwoord',
  },
  verify: 'Verifiëren',
  verifyTitle: 'Adressen verifiëren',
  verifyText: 'Instantly controleert elk adres en rekent daar credits voor. Er wordt niets verstuurd voordat je start.',
  which: 'Welke leads',
  whichReady: (leads) => `${leadsOf(leads)} klaar, nog niet geverifieerd`,
  whichHeld: (leads) => `${leadsOf(leads)} uitgesloten als niet geverifieerd of riskant`,
  known: (leads) =>
    `${addressesOf(leads)} in de laatste 30 dagen geverifieerd: dat resultaat wordt gebruikt, je betaalt niet opnieuw.`,
  cost: 'Kosten',
  costMeasured: (credits) => `ongeveer ${credits} credits, op basis van eerdere verificaties`,
  costUnknown: (addresses) => `de prijs van Instantly voor ${addressesOf(addresses)}, meestal één credit per adres`,
  creditsLeft: (credits, when) => `${credits} credits over, volgens Instantly ${when}`,
  creditsUnknown: 'Resterende credits: bekend na het eerste antwoord',
  start: (addresses) => `${addressesOf(addresses)} verifiëren`,
  none: 'Alle adressen van deze lijst zijn in de laatste 30 dagen geverifieerd.',
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
