import type { LeadCopiesTexts } from '../../en/leads/lead-copies.ts'
import { counted, n } from '../core/counted.ts'

const addressesOf = (count: number) => counted(count, 'adres', 'adressen')
const othersOf = (count: number) => counted(count, 'andere klant', 'andere klanten')
const leadsOf = (count: number) => counted(count, 'lead', 'leads')
const minutesOf = (count: number) => counted(count, 'minuut', 'minuten')

export const leadCopiesNl: LeadCopiesTexts = {
  title: 'Leads bij Instantly',
  text: 'Een kopie van de adressen die Instantly voor deze klant heeft. De controles vergelijken daarmee, zodat niemand die in een elders gemaakte campagne zit twee keer wordt benaderd.',
  sources: {
    own: (addresses, when) => `Leads van Instantly, gekopieerd ${when}: ${addressesOf(addresses)}`,
    ownNever:
      'Leads van Instantly: nooit gekopieerd, dus elders gemaakte campagnes zijn alleen bekend uit gebeurtenissen',
    others: (addresses, clients, when) =>
      `Leads van Instantly, ${othersOf(clients)}: ${addressesOf(addresses)}, de oudste kopie ${when}`,
    othersNever: (clients) => `Leads van Instantly, ${othersOf(clients)}: nooit gekopieerd`,
    othersMissing: (clients) => `${othersOf(clients)} nooit gekopieerd`,
    archives: (campaigns) =>
      `${counted(campaigns, 'gearchiveerde campagne', 'gearchiveerde campagnes')} van deze klant`,
    old: 'oud',
  },
  copy: 'Kopiëren…',
  seeClients: 'Klanten bekijken',
  copied: 'Gekopieerd',
  newAdded: 'Nieuwe leads toegevoegd',
  never: 'Nog niet gekopieerd. Tot dan zeggen alleen exports van hier en gebeurtenissen wie in een campagne zit.',
  addresses: 'Adressen',
  contacted: 'Benaderd',
  contactedOf: (contacted, leads) => `${n(contacted)} van ${leadsOf(leads)}`,
  places: 'Waar',
  placesOf: (campaigns, lists) =>
    `${counted(campaigns, 'campagne', 'campagnes')}, ${counted(lists, 'leadlijst', 'leadlijsten')}`,
  counted: 'Vergeleken',
  countedSame: (there) => `Instantly telt dezelfde ${leadsOf(there)} in campagnes die hebben verzonden.`,
  countedOther: (there, here) =>
    `Instantly telt ${leadsOf(there)} in campagnes die hebben verzonden, de kopie heeft er ${n(here)}. Intussen kunnen er leads zijn bijgekomen of verdwenen.`,
  next: 'Volgende keer automatisch',
  nextOff: 'Alleen als je erom vraagt: automatisch kopiëren staat uit.',
  nextTooMany: 'Alleen als je erom vraagt: er zijn meer leads dan automatisch worden gekopieerd.',
  nextNoKey: 'Heeft een sleutel nodig die werkt en leads mag lezen.',
  nextOffline: 'Als er weer een netwerk is.',
  underWay: (leads) => `${leadsOf(leads)} gelezen`,
  underWayOf: (leads, of) => `${n(leads)} van ongeveer ${leadsOf(of)} gelezen`,
  adding: 'Nieuwe leads worden gelezen',
  gates: 'De controles gebruiken de vorige kopie tot deze heel is.',
  gatesNone: 'De controles gebruiken hem zodra hij heel is.',
  stopped: (leads) => `Gestopt na ${leadsOf(leads)}. Vanaf daar gaat het verder.`,
  stoppedOld: 'De laatste poging is te oud om mee verder te gaan. De volgende kopie begint opnieuw.',
  stop: 'Stoppen',
  goOn: 'Hervatten',
  dialog: 'Leads van Instantly kopiëren',
  whole: 'Alle leads kopiëren',
  firstText:
    'Elke lead van elke campagne en leadlijst, met wanneer die het laatst is gemaild. Geen teksten, geen namen.',
  asking: 'Instantly wordt gevraagd hoeveel het er zijn…',
  wholeText: 'Vindt ook wie sindsdien is verwijderd, verplaatst of benaderd.',
  onlyNew: 'Alleen nieuwe leads lezen',
  onlyNewText:
    'Voegt leads toe die na de laatste kopie kwamen. Wie is verwijderd of verplaatst, vindt pas een hele kopie.',
  effort: (requests, minutes) =>
    `Ongeveer ${counted(requests, 'verzoek', 'verzoeken')}, maximaal ${minutesOf(minutes)}`,
  effortUnknown: 'Hoeveel leads er zijn, is nog niet bekend: 100 leads zijn één verzoek.',
  lane: 'Exports en klikken gaan altijd voor. Je kunt dit sluiten en verder werken.',
  start: 'Kopiëren beginnen',
  settings: 'Kopieën van leads bij Instantly',
  settingsText: 'Voor alle klanten.',
  every: 'Automatisch kopiëren',
  everyOptions: { 0: 'Nooit', 1: 'Elke dag', 7: 'Elke week', 30: 'Elke 30 dagen' },
  everyHint: 'Op de achtergrond. Nieuwe leads komen er elke dag bij waar dat maximaal 100 verzoeken kost.',
  most: 'Alleen klanten met maximaal',
  mostOption: (leads, minutes) => `${leadsOf(leads)}, ongeveer ${minutesOf(minutes)}`,
  mostHint: 'Grotere worden gekopieerd als je erom vraagt. 100 leads zijn één verzoek.',
  oldAfter: 'Een kopie heet oud na',
  days: (days) => counted(days, 'dag', 'dagen'),
  waiting: 'Nog niet benaderde leads tellen ook',
  waitingHint:
    'Aan: wie in een campagne zit, wordt tegengehouden. Uit: alleen wie een e-mail kreeg. Leads die alleen in een lijst zitten, tellen zodra ze een e-mail kregen.',
  notSaved: 'Niet opgeslagen. Er is niets gewijzigd.',
}
