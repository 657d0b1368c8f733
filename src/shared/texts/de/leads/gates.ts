/** Words of gates that need knowledge outside the file, and of verification, in German. */
import type { GatesTexts } from '../../en/leads/gates.ts'
import { counted, n } from '../core/counted.ts'

const leadsOf = (count: number) => counted(count, 'Lead', 'Leads')
const addressesOf = (count: number) => counted(count, 'Adresse', 'Adressen')

export const gatesDe: GatesTexts = {
  client: 'Kunde',
  lookedAgain: 'Vor dem Senden noch einmal angesehen',
  holdBlocked: 'Weglassen, wer inzwischen gesperrt ist',
  holdBlockedHint: 'Wer sich abgemeldet hat, bleibt in jedem Fall zurück.',
  holdOtherClients: 'Kontakte anderer Kunden weglassen',
  holdOtherClientsHint: 'Wem Sie für einen anderen Kunden geschrieben haben, seit diese Liste entstand.',
  otherClients: 'Für andere Kunden kontaktiert',

  consent: 'Einwilligung',
  consentGiven: 'Angabe',
  consentSource: 'Quelle',
  consentDate: 'Datum',
  consentKept: 'Bleibt beim Lead. Wird nicht an Instantly gesendet.',

  checkTitle: 'Prüfung durch Instantly',
  verdicts: {
    verified: 'Verifiziert',
    risky: 'Catch-all-Domain',
    invalid: 'Nicht zustellbar',
    unanswered: 'Nicht beantwortet',
  },
  verify: 'Prüfen',
  verifyTitle: 'Adressen prüfen',
  verifyText: 'Instantly prüft jede Adresse und nimmt dafür eigene Credits. Vor Ihrem Klick wird nichts gefragt.',
  which: 'Welche Leads',
  whichReady: (leads) => `${leadsOf(leads)} bereit und noch nicht geprüft`,
  whichHeld: (leads) => `${leadsOf(leads)} als nicht verifiziert oder riskant zurückgehalten`,
  known: (leads) => `${addressesOf(leads)} in den letzten 30 Tagen geprüft: wird verwendet, nicht noch einmal bezahlt.`,
  cost: 'Kostet',
  costMeasured: (credits) => `etwa ${credits} Credits, nach dem, was Instantly bisher nahm`,
  costUnknown: (addresses) => `Instantlys Preis für ${addressesOf(addresses)}, meist je ein Credit`,
  creditsLeft: (credits, when) => `${credits} Credits übrig, Stand ${when}`,
  creditsUnknown: 'Übrige Credits: kommen mit der ersten Antwort',
  start: (addresses) => `${addressesOf(addresses)} prüfen`,
  none: 'Jede Adresse dieser Liste wurde in den letzten 30 Tagen geprüft.',
  running: (done, total) => `${n(done)} von ${n(total)} geprüft`,
  waiting: 'Wartet',
  paused: 'Angehalten',
  done: 'Prüfung fertig',
  pending: (addresses) => `Instantly arbeitet noch an ${n(addresses)}.`,
  used: (credits) => `${credits} Credits verbraucht`,
  pause: 'Anhalten',
  resume: 'Weiter',
  cancel: 'Beenden',
}
