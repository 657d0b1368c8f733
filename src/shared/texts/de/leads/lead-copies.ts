import type { LeadCopiesTexts } from '../../en/leads/lead-copies.ts'
import { counted, n } from '../core/counted.ts'

const addressesOf = (count: number) => counted(count, 'Adresse', 'Adressen')
const othersOf = (count: number) => counted(count, 'anderer Kunde', 'andere Kunden')
const leadsOf = (count: number) => counted(count, 'Lead', 'Leads')
const minutesOf = (count: number) => counted(count, 'Minute', 'Minuten')

export const leadCopiesDe: LeadCopiesTexts = {
  title: 'Leads bei Instantly',
  text: 'Lokaler Stand aller Leads dieses Kunden bei Instantly. Die Prüfungen verwenden ihn, damit niemand doppelt kontaktiert wird, auch aus anderswo angelegten Kampagnen.',
  sources: {
    own: (addresses, when) => `Leads bei Instantly, synchronisiert ${when}: ${addressesOf(addresses)}`,
    ownNever: 'Leads bei Instantly: nie synchronisiert, anderswo angelegte Kampagnen sind nur aus Ereignissen bekannt',
    others: (addresses, clients, when) =>
      `Leads bei Instantly, ${othersOf(clients)}: ${addressesOf(addresses)}, ältester Stand ${when}`,
    othersNever: (clients) => `Leads bei Instantly, ${othersOf(clients)}: nie synchronisiert`,
    othersMissing: (clients) => `${othersOf(clients)} nie synchronisiert`,
    archives: (campaigns) => `${counted(campaigns, 'archivierte Kampagne', 'archivierte Kampagnen')} dieses Kunden`,
    old: 'veraltet',
  },
  copy: 'Aktualisieren …',
  seeClients: 'Kunden ansehen',
  copied: 'Synchronisiert',
  newAdded: 'Neue Leads hinzugefügt',
  never: 'Noch nicht synchronisiert. Bis dahin zählen nur eigene Exporte und Ereignisse.',
  addresses: 'Adressen',
  contacted: 'Kontaktiert',
  contactedOf: (contacted, leads) => `${n(contacted)} von ${leadsOf(leads)}`,
  places: 'Wo',
  placesOf: (campaigns, lists) =>
    `${counted(campaigns, 'Kampagne', 'Kampagnen')}, ${counted(lists, 'Lead-Liste', 'Lead-Listen')}`,
  counted: 'Verglichen',
  countedSame: (there) => `Stimmt überein: ${leadsOf(there)} in Kampagnen mit Versand.`,
  countedOther: (there, here) =>
    `Instantly zählt ${leadsOf(there)} in Kampagnen mit Versand, hier sind es ${n(here)}. Währenddessen können sich Leads geändert haben.`,
  next: 'Nächste Synchronisierung',
  nextOff: 'Nur manuell: Die automatische Synchronisierung ist aus.',
  nextTooMany: 'Nur manuell: zu viele Leads für die automatische Synchronisierung.',
  nextNoKey: 'Gültiger Schlüssel mit Leseberechtigung für Leads nötig.',
  nextOffline: 'Sobald Sie wieder online sind.',
  nextPaused: 'Sobald Sie diesen Kunden fortsetzen.',
  underWay: (leads) => `${leadsOf(leads)} geladen`,
  underWayOf: (leads, of) => `${n(leads)} von etwa ${leadsOf(of)} geladen`,
  adding: 'Neue Leads werden geladen',
  gates: 'Bis zum Abschluss verwenden die Prüfungen den vorigen Stand.',
  gatesNone: 'Die Prüfungen verwenden die Daten nach dem Abschluss.',
  stopped: (leads) => `Gestoppt nach ${leadsOf(leads)}. Fortsetzen ist möglich.`,
  stoppedOld: 'Der letzte Versuch ist zu alt. Die nächste Synchronisierung beginnt von vorn.',
  stop: 'Stoppen',
  goOn: 'Fortsetzen',
  dialog: 'Leads von Instantly synchronisieren',
  whole: 'Alle Leads',
  firstText: 'Alle Leads jeder Kampagne und Lead-Liste, mit der Zeit der letzten E-Mail. Keine Texte, keine Namen.',
  asking: 'Anzahl wird abgefragt …',
  wholeText: 'Erfasst auch seitdem gelöschte, verschobene oder kontaktierte Leads.',
  onlyNew: 'Nur neue Leads',
  onlyNewText:
    'Lädt Leads, die seit der letzten Synchronisierung hinzukamen. Gelöschte und verschobene erfasst nur „Alle Leads“.',
  effort: (requests, minutes) => `Etwa ${counted(requests, 'Anfrage', 'Anfragen')}, höchstens ${minutesOf(minutes)}`,
  effortUnknown: 'Anzahl noch unbekannt. 100 Leads brauchen eine Anfrage.',
  lane: 'Exporte haben Vorrang. Sie können das Fenster schließen und weiterarbeiten.',
  start: 'Synchronisieren',
  settings: 'Synchronisierung der Leads',
  settingsText: 'Für alle Kunden.',
  every: 'Automatisch synchronisieren',
  everyOptions: { 0: 'Nie', 1: 'Jeden Tag', 7: 'Jede Woche', 30: 'Alle 30 Tage' },
  everyHint: 'Im Hintergrund. Neue Leads werden täglich geladen, wenn höchstens 100 Anfragen nötig sind.',
  most: 'Nur Kunden mit höchstens',
  mostOption: (leads, minutes) => `${leadsOf(leads)}, etwa ${minutesOf(minutes)}`,
  mostHint: 'Größere nur manuell. 100 Leads brauchen eine Anfrage.',
  oldAfter: 'Veraltet nach',
  days: (days) => counted(days, 'Tag', 'Tagen'),
  waiting: 'Noch nicht kontaktierte Leads einbeziehen',
  waitingHint:
    'An: Alle Leads in Kampagnen werden ausgeschlossen. Aus: nur bereits kontaktierte. Leads in Lead-Listen zählen erst, wenn sie kontaktiert wurden.',
  notSaved: 'Nicht gespeichert. Es wurde nichts geändert.',
}
