/** Words of gates that need knowledge outside the file, and of verification, in German. */
import type { GatesTexts } from '../../en/leads/gates.ts'
import { counted, n } from '../core/counted.ts'

const leadsOf = (count: number) => counted(count, 'Lead', 'Leads')
const addressesOf = (count: number) => counted(count, 'Adresse', 'Adressen')

export const gatesDe: GatesTexts = {
  client: 'Kunde',
  lookedAgain: 'Erneute Prüfung vor dem Export',
  holdBlocked: 'Inzwischen Gesperrte überspringen',
  holdBlockedHint: 'Abgemeldete werden immer übersprungen.',
  holdOtherClients: 'Kontakte anderer Kunden überspringen',
  holdOtherClientsHint: 'Personen, die seit dem Import für einen anderen Kunden kontaktiert wurden.',
  otherClients: 'Für andere Kunden kontaktiert',

  consent: 'Einwilligung',
  consentGiven: 'Angabe',
  consentSource: 'Quelle',
  consentDate: 'Datum',
  consentKept: 'Wird beim Lead gespeichert, nicht an Instantly gesendet.',

  checkTitle: 'Verifizierung durch Instantly',
  verdicts: {
    verified: 'Verifiziert',
    risky: 'Catch-all-Domain',
    invalid: 'Nicht zustellbar',
    unanswered: 'Kein Ergebnis',
  },
  verify: 'Verifizieren',
  verifyTitle: 'Adressen verifizieren',
  verifyText: 'Instantly verifiziert jede Adresse und berechnet dafür Credits. Vor Ihrem Klick wird nichts berechnet.',
  which: 'Welche Leads',
  whichReady: (leads) => `${leadsOf(leads)} bereit und noch nicht verifiziert`,
  whichHeld: (leads) => `${leadsOf(leads)} als nicht verifiziert oder riskant ausgeschlossen`,
  known: (leads) =>
    `${addressesOf(leads)} in den letzten 30 Tagen verifiziert: Ergebnis wird ohne neue Kosten übernommen.`,
  cost: 'Kostet',
  costMeasured: (credits) => `etwa ${credits} Credits, nach bisherigem Verbrauch`,
  costUnknown: (addresses) => `Instantlys Preis für ${addressesOf(addresses)}, meist je ein Credit`,
  creditsLeft: (credits, when) => `${credits} Credits übrig, Stand ${when}`,
  creditsUnknown: 'Übrige Credits: nach der ersten Antwort bekannt',
  start: (addresses) => `${addressesOf(addresses)} verifizieren`,
  none: 'Alle Adressen dieser Liste wurden in den letzten 30 Tagen verifiziert.',
  running: (done, total) => `${n(done)} von ${n(total)} verifiziert`,
  waiting: 'Wartet',
  paused: 'Angehalten',
  done: 'Verifizierung fertig',
  pending: (addresses) => `Noch ${n(addresses)} bei Instantly in Arbeit.`,
  used: (credits) => `${credits} Credits verbraucht`,
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  cancel: 'Abbrechen',
}
