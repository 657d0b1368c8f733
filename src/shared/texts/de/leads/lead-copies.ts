import type { LeadCopiesTexts } from '../../en/leads/lead-copies.ts'
import { counted, n } from '../core/counted.ts'

const addressesOf = (count: number) => counted(count, 'Adresse', 'Adressen')
const othersOf = (count: number) => counted(count, 'anderer Kunde', 'andere Kunden')
const leadsOf = (count: number) => counted(count, 'Lead', 'Leads')
const minutesOf = (count: number) => counted(count, 'Minute', 'Minuten')

export const leadCopiesDe: LeadCopiesTexts = {
  title: 'Leads bei Instantly',
  text: 'Eine Kopie der Adressen, die Instantly für diesen Kunden hat. Die Prüfungen vergleichen damit, damit niemandem zweimal geschrieben wird, der in einer anderswo angelegten Kampagne ist.',
  sources: {
    own: (addresses, when) => `Instantlys Leads, kopiert ${when}: ${addressesOf(addresses)}`,
    ownNever: 'Instantlys Leads: nie kopiert, also sind anderswo angelegte Kampagnen nur aus Ereignissen bekannt',
    others: (addresses, clients, when) =>
      `Instantlys Leads, ${othersOf(clients)}: ${addressesOf(addresses)}, die älteste Kopie ${when}`,
    othersNever: (clients) => `Instantlys Leads, ${othersOf(clients)}: nie kopiert`,
    othersMissing: (clients) => `${othersOf(clients)} nie kopiert`,
    archives: (campaigns) => `${counted(campaigns, 'archivierte Kampagne', 'archivierte Kampagnen')} dieses Kunden`,
    old: 'alt',
  },
  copy: 'Kopieren …',
  seeClients: 'Kunden ansehen',
  copied: 'Kopiert',
  newAdded: 'Neue Leads ergänzt',
  never: 'Noch nicht kopiert. Bis dahin sagen nur Exporte von hier und Ereignisse, wer in einer Kampagne ist.',
  addresses: 'Adressen',
  contacted: 'Kontaktiert',
  contactedOf: (contacted, leads) => `${n(contacted)} von ${leadsOf(leads)}`,
  places: 'Wo',
  placesOf: (campaigns, lists) =>
    `${counted(campaigns, 'Kampagne', 'Kampagnen')}, ${counted(lists, 'Leadliste', 'Leadlisten')}`,
  counted: 'Verglichen',
  countedSame: (there) => `Instantly zählt dieselben ${leadsOf(there)} in Kampagnen, die gesendet haben.`,
  countedOther: (there, here) =>
    `Instantly zählt ${leadsOf(there)} in Kampagnen, die gesendet haben, die Kopie hat ${n(here)}. Währenddessen können Leads gekommen oder gegangen sein.`,
  next: 'Nächstes Mal von selbst',
  nextOff: 'Nur auf Ihren Wunsch: Das Kopieren von selbst ist aus.',
  nextTooMany: 'Nur auf Ihren Wunsch: Es sind mehr Leads, als von selbst kopiert werden.',
  nextNoKey: 'Braucht einen Schlüssel, der geht und Leads lesen darf.',
  nextOffline: 'Wenn wieder ein Netz da ist.',
  underWay: (leads) => `${leadsOf(leads)} gelesen`,
  underWayOf: (leads, of) => `${n(leads)} von etwa ${leadsOf(of)} gelesen`,
  adding: 'Neue Leads werden gelesen',
  gates: 'Die Prüfungen nutzen die vorige Kopie, bis diese ganz ist.',
  gatesNone: 'Die Prüfungen nutzen sie, sobald sie ganz ist.',
  stopped: (leads) => `Angehalten nach ${leadsOf(leads)}. Von da geht es weiter.`,
  stoppedOld: 'Der letzte Versuch ist zu alt, um weiterzumachen. Die nächste Kopie beginnt von vorn.',
  stop: 'Anhalten',
  goOn: 'Weitermachen',
  dialog: 'Leads von Instantly kopieren',
  whole: 'Alle Leads kopieren',
  firstText: 'Jeder Lead jeder Kampagne und Leadliste, mit der Zeit der letzten E-Mail. Keine Texte, keine Namen.',
  asking: 'Instantly wird gefragt, wie viele es sind …',
  wholeText: 'Findet auch, wer seitdem gelöscht, verschoben oder kontaktiert wurde.',
  onlyNew: 'Nur neue Leads lesen',
  onlyNewText:
    'Ergänzt Leads, die nach der letzten Kopie kamen. Wer gelöscht oder verschoben wurde, findet erst eine ganze Kopie.',
  effort: (requests, minutes) => `Etwa ${counted(requests, 'Anfrage', 'Anfragen')}, höchstens ${minutesOf(minutes)}`,
  effortUnknown: 'Wie viele Leads es sind, ist noch nicht bekannt: 100 Leads sind eine Anfrage.',
  lane: 'Exporte und Klicks gehen immer vor. Sie können das schließen und weiterarbeiten.',
  start: 'Kopieren beginnen',
  settings: 'Kopien der Leads bei Instantly',
  settingsText: 'Für alle Kunden.',
  every: 'Von selbst kopieren',
  everyOptions: { 0: 'Nie', 1: 'Jeden Tag', 7: 'Jede Woche', 30: 'Alle 30 Tage' },
  everyHint: 'Im Hintergrund. Neue Leads kommen jeden Tag dazu, wo das höchstens 100 Anfragen braucht.',
  most: 'Nur Kunden mit höchstens',
  mostOption: (leads, minutes) => `${leadsOf(leads)}, etwa ${minutesOf(minutes)}`,
  mostHint: 'Größere werden auf Ihren Wunsch kopiert. 100 Leads sind eine Anfrage.',
  oldAfter: 'Eine Kopie gilt als alt nach',
  days: (days) => counted(days, 'Tag', 'Tagen'),
  waiting: 'Noch nicht kontaktierte Leads zählen auch',
  waitingHint:
    'An: Wer in einer Kampagne ist, wird zurückgehalten. Aus: nur, wer eine E-Mail bekam. Leads, die nur in einer Liste sind, zählen, sobald sie eine E-Mail bekamen.',
  notSaved: 'Nicht gespeichert. Es wurde nichts geändert.',
}
