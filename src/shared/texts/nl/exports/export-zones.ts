import type { ErrorData } from '../../../errors.ts'
import type { ExportZonesTexts } from '../../en/exports/export-zones.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'lead', 'leads')
const mails = (count: number) => counted(count, 'e-mail', 'e-mails')

export const exportZonesNl: ExportZonesTexts = {
  title: 'Tijdzones van de leads',
  looking: 'Tijdzones worden bepaald…',
  many: (all, zones) => `Deze ${leads(all)} vallen in ${counted(zones, 'tijdzone', 'tijdzones')}.`,
  one: (zone) => `Alle leads met een bekende locatie vallen in ${zone}.`,
  noneKnown: 'De locatie van deze leads is onbekend. Daarvoor is een kolom met land, staat, postcode of stad nodig.',
  unknown: (count, zone) =>
    `Van ${leads(count)} is de locatie onbekend: daarvoor geldt de tijdzone van het plan (${zone}).`,
  openUnknown: 'Bekijken',
  list: 'Leads per tijdzone',
  zone: 'Tijdzone',
  leads: 'Aantal leads',
  countries: 'Landen',
  noCountry: 'onbekend',
  more: (count) => `nog ${n(count)}`,
  open: (zone) => `Leads van ${zone} bekijken`,
  joined: (zone, count) => `met ${leads(count)} uit ${zone}, waar het nu even laat is`,
  perZone: 'Eén campagne per tijdzone',
  perZoneHint:
    'Elke campagne krijgt de leads van één tijdzone, met dezelfde e-mails en accounts, en verzendt op jouw uren in die tijdzone.',
  smallest: 'Kleinste campagne',
  smallestHint:
    'Een tijdzone met minder leads wordt samengevoegd met een andere met dezelfde tijd. Is die er niet, dan blijft die apart.',
  smallestWrong: 'Vul een heel getal in van 1 tot 100.000.',
  makes: (count) => `De export maakt ${counted(count, 'campagne', 'campagnes')}, elk met een eigen export.`,
  shareLimit: (limit) => `Ze delen de limiet van ${mails(limit)} per dag, naar aantal leads.`,
  shareAccounts:
    'Ze gebruiken allemaal de gekozen accounts. De limieten van de accounts gelden voor alle campagnes samen.',
  rowsTitle: (zone, count) => `${zone}: ${leads(count)}`,
  unknownTitle: (count) => `Locatie onbekend: ${leads(count)}`,
  country: 'Land',
  place: 'Tijdzone',
  forecastShare: 'Geteld voor alle tijdzones samen; elke campagne krijgt een deel van de e-mails per dag.',
  dryZone: 'Campagne',
  ledgerTitle: 'Exports per tijdzone',
  ledgerMeta: 'samen geëxporteerd',
  ledgerHere: 'deze export',
  ledgerRows: 'Rijen',
  ledgerUploaded: 'Geüpload',
  ledgerBehind: 'Niet geüpload',
  ledgerOpen: 'Nog te doen',
  ledgerWhole: 'In deze export',
  ledgerPart: 'van deze tijdzone',
  ledgerState: 'Status',
  ledgerAll: 'De hele lijst',
  ledgerSum: 'Elke rij van de lijst staat in precies één van deze exports.',

  rest: {
    title: 'Feestdagen en vrije dagen',
    settingText:
      'Op deze dagen pauzeert Sendoff de campagnes van deze klant die ze overslaan. Elke export biedt ze aan naast de feestdagen.',
    none: 'Er vallen geen feestdagen op verzenddagen van deze campagne.',
    unknownCountry: 'Het land van de leads is onbekend, dus er zijn geen feestdagen. Voeg zelf dagen toe.',
    countriesOf: (names) => `Feestdagen van ${names}. Zonder regionale feestdagen.`,
    goOut: (count) => `${mails(count)} gepland`,
    mayGoOut: 'Er kunnen e-mails gepland staan',
    avoid: (day, name) => `${day} overslaan, ${name}`,
    avoidAll: 'Alle overslaan',
    sendAll: 'Op alle verzenden',
    ownDay: 'eigen dag',
    addDate: 'Eigen dag',
    addName: 'Omschrijving',
    addHint: 'Bijvoorbeeld bedrijfsvakantie. Wordt opgeslagen voor deze klant.',
    nameDefault: 'Vrije dag',
    add: 'Toevoegen',
    remove: (name) => `${name} verwijderen`,
    startMoves: (day) => `De eerste dag schuift naar ${day}.`,
    limit: (days) =>
      `Instantly kan losse dagen niet overslaan. Daarom pauzeert Sendoff de campagne op ${counted(days, 'dag', 'dagen')} en hervat die daarna. Sendoff moet op die dag en de dag erna open zijn. Is Sendoff dicht, dan wordt er die dag gewoon verzonden. Een gepauzeerde campagne wordt hervat zodra Sendoff weer open is.`,
    shared: 'Een feestdag geldt voor een campagne als minstens een op de tien leads uit dat land komt.',
    ledger: 'Feestdagen en vrije dagen',
    states: {
      planned: 'gepland',
      pausing: 'wordt gepauzeerd',
      paused: 'door Sendoff gepauzeerd',
      starting: 'wordt hervat',
      kept: 'geen e-mail verzonden',
      left: 'niet gewijzigd',
      missed: 'Sendoff was niet open',
    },
    drop: 'Toch verzenden',
  },
}

export const restMissedNl = (data: ErrorData) => ({
  what: data.campaign
    ? `De campagne “${String(data.campaign)}” is niet gepauzeerd op een over te slaan dag: ${String(data.date ?? '?')}.`
    : 'Een campagne is niet gepauzeerd op een over te slaan dag.',
  means: 'Sendoff was die dag niet open, dus er kunnen e-mails zijn verzonden.',
  todo: 'Je hoeft niets te doen. Laat Sendoff op zulke dagen open, ook op de achtergrond.',
})
