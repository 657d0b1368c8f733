import type { LeadCopiesTexts } from '../../en/leads/lead-copies.ts'
import { counted, n } from '../core/counted.ts'

const addressesOf = (count: number) => counted(count, 'adres', 'adressen')
const othersOf = (count: number) => counted(count, 'andere klant', 'andere klanten')
const leadsOf = (count: number) => counted(count, 'lead', 'leads')
const minutesOf = (count: number) => counted(count, 'minuut', 'minuten')

export const leadCopiesNl: LeadCopiesTexts = {
  title: 'Leads bij Instantly',
  text: 'De leads die Instantly voor deze klant heeft. De controles vergelijken ermee, zodat niemand uit een campagne die buiten Sendoff is gemaakt twee keer wordt benaderd.',
  sources: {
    own: (addresses, when) => `Leads bij Instantly, gesynchroniseerd ${when}: ${addressesOf(addresses)}`,
    ownNever:
      'Leads bij Instantly: nooit gesynchroniseerd, dus campagnes die buiten Sendoff zijn gemaakt zijn alleen bekend uit gebeurtenissen',
    others: (addresses, clients, when) =>
      `Leads bij Instantly, ${othersOf(clients)}: ${addressesOf(addresses)}, de oudste synchronisatie ${when}`,
    othersNever: (clients) => `Leads bij Instantly, ${othersOf(clients)}: nooit gesynchroniseerd`,
    othersMissing: (clients) => `${othersOf(clients)} nooit gesynchroniseerd`,
    archives: (campaigns) =>
      `${counted(campaigns, 'gearchiveerde campagne', 'gearchiveerde campagnes')} van deze klant`,
    old: 'niet actueel',
  },
  copy: 'Synchroniseren…',
  seeClients: 'Klanten bekijken',
  copied: 'Gesynchroniseerd',
  newAdded: 'Nieuwe leads toegevoegd',
  never:
    'Nog niet gesynchroniseerd. Nu is alleen uit je eigen exports en gebeurtenissen bekend wie in een campagne zit.',
  addresses: 'Adressen',
  contacted: 'Benaderd',
  contactedOf: (contacted, leads) => `${n(contacted)} van ${leadsOf(leads)}`,
  places: 'Waar',
  placesOf: (campaigns, lists) =>
    `${counted(campaigns, 'campagne', 'campagnes')}, ${counted(lists, 'leadlijst', 'leadlijsten')}`,
  counted: 'Vergeleken',
  countedSame: (there) => `Instantly telt dezelfde ${leadsOf(there)} in campagnes die hebben verzonden.`,
  countedOther: (there, here) =>
    `Instantly telt ${leadsOf(there)} in campagnes die hebben verzonden, hier zijn het er ${n(here)}. Intussen kunnen er leads zijn toegevoegd of verwijderd.`,
  next: 'Volgende synchronisatie',
  nextOff: 'Alleen handmatig: automatisch synchroniseren staat uit.',
  nextTooMany: 'Alleen handmatig: er zijn te veel leads om automatisch te synchroniseren.',
  nextNoKey: 'Vereist een werkende sleutel met leesrecht voor leads.',
  nextOffline: 'Zodra er weer verbinding is.',
  nextPaused: 'Zodra je deze klant hervat.',
  underWay: (leads) => `${leadsOf(leads)} gesynchroniseerd`,
  underWayOf: (leads, of) => `${n(leads)} van ongeveer ${leadsOf(of)} gesynchroniseerd`,
  adding: 'Nieuwe leads worden gesynchroniseerd',
  gates: 'Tot de synchronisatie klaar is, gebruiken de controles de vorige.',
  gatesNone: 'De controles gebruiken de leads zodra de synchronisatie klaar is.',
  stopped: (leads) => `Gestopt na ${leadsOf(leads)}. Hervatten gaat vanaf daar verder.`,
  stoppedOld: 'De laatste poging is te oud om te hervatten. De volgende synchronisatie begint opnieuw.',
  stop: 'Stoppen',
  goOn: 'Hervatten',
  dialog: 'Leads bij Instantly synchroniseren',
  whole: 'Alle leads synchroniseren',
  firstText:
    'Alle leads van alle campagnes en leadlijsten, met de datum van de laatste e-mail. Zonder teksten en namen.',
  asking: 'Aantal leads wordt opgevraagd…',
  wholeText: 'Ook leads die sindsdien zijn verwijderd, verplaatst of benaderd.',
  onlyNew: 'Alleen nieuwe leads synchroniseren',
  onlyNewText:
    'Voegt leads toe van na de laatste synchronisatie. Verwijderde en verplaatste leads worden alleen bij een volledige synchronisatie gevonden.',
  effort: (requests, minutes) =>
    `Ongeveer ${counted(requests, 'verzoek', 'verzoeken')}, maximaal ${minutesOf(minutes)}`,
  effortUnknown: 'Het aantal leads is nog niet bekend. 100 leads is één verzoek.',
  lane: 'Exports en je eigen acties gaan voor. Je kunt dit sluiten en verder werken.',
  start: 'Synchroniseren',
  settings: 'Leads bij Instantly synchroniseren',
  settingsText: 'Voor alle klanten.',
  every: 'Automatisch synchroniseren',
  everyOptions: { 0: 'Nooit', 1: 'Elke dag', 7: 'Elke week', 30: 'Elke 30 dagen' },
  everyHint: 'Op de achtergrond. Nieuwe leads worden dagelijks toegevoegd als dat maximaal 100 verzoeken kost.',
  most: 'Alleen klanten met maximaal',
  mostOption: (leads, minutes) => `${leadsOf(leads)}, ongeveer ${minutesOf(minutes)}`,
  mostHint: 'Grotere klanten synchroniseer je handmatig. 100 leads is één verzoek.',
  oldAfter: 'Niet meer actueel na',
  days: (days) => counted(days, 'dag', 'dagen'),
  waiting: 'Nog niet benaderde leads tellen ook',
  waitingHint:
    'Aan: wie in een campagne zit, wordt overgeslagen. Uit: alleen wie al een e-mail heeft gekregen. Leads die alleen in een lijst staan, tellen zodra ze een e-mail hebben gekregen.',
  notSaved: 'Niet opgeslagen. Er is niets gewijzigd.',
}
