import type { ErrorData } from '../../../errors.ts'
import type { ExportZonesTexts } from '../../en/exports/export-zones.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'lead', 'leads')
const mails = (count: number) => counted(count, 'e-mail', 'e-mails')

export const exportZonesNl: ExportZonesTexts = {
  title: 'Tijdzones van de leads',
  looking: 'Kijkt waar de leads zijn …',
  many: (all, zones) => `Deze ${leads(all)} wonen in ${counted(zones, 'tijdzone', 'tijdzones')}.`,
  one: (zone) => `Alle leads van wie de plaats bekend is, leven in de tijd van ${zone}.`,
  noneKnown: 'Niets in deze leads zegt waar ze zijn. Kolommen voor land, staat, postcode of stad zouden dat doen.',
  unknown: (count, zone) =>
    `Van ${leads(count)} is de plaats niet bekend: voor hen geldt de zone van het plan (${zone}).`,
  openUnknown: 'Bekijken',
  list: 'Leads per tijdzone',
  zone: 'Tijdzone',
  leads: 'Aantal leads',
  countries: 'Landen',
  noCountry: 'niet bekend',
  more: (count) => `nog ${n(count)}`,
  open: (zone) => `Leads van ${zone} bekijken`,
  joined: (zone, count) => `met ${leads(count)} uit ${zone}, waar het nu even laat is`,
  pageTitle: (count, campaigns) => `${leads(count)} naar ${counted(campaigns, 'campagne', 'campagnes')}`,
  perZone: 'Eén campagne per tijdzone',
  perZoneHint:
    'Elke campagne krijgt de leads van haar zone, dezelfde e-mails en accounts, en verstuurt daar op je uren.',
  smallest: 'Kleinste campagne',
  smallestHint:
    'Een zone met minder leads gaat naar een andere waar het nu even laat is. Is die er niet, dan blijft ze.',
  smallestWrong: 'Schrijf een heel getal van 1 tot 100.000.',
  makes: (count) => `Exporteren maakt ${counted(count, 'campagne', 'campagnes')}, elk met een eigen export.`,
  shareLimit: (limit) => `Ze delen de grens van ${mails(limit)} per dag, naar hun leads.`,
  shareAccounts: 'Ze versturen allemaal vanaf de gekozen accounts, waarvan de grenzen voor hen samen gelden.',
  rowsTitle: (zone, count) => `${zone}: ${leads(count)}`,
  unknownTitle: (count) => `Plaats niet bekend: ${leads(count)}`,
  country: 'Land',
  place: 'Tijdzone',
  forecastShare: 'Geteld voor alle tijdzones samen; elke campagne heeft haar deel van de e-mails per dag.',
  dryZone: 'Campagne',
  ledgerTitle: 'Exports van deze keer versturen',
  ledgerMeta: 'één per tijdzone',
  ledgerHere: 'deze export',
  ledgerRows: 'Rijen',
  ledgerUploaded: 'Geüpload',
  ledgerBehind: 'Niet geüpload',
  ledgerOpen: 'Nog te doen',
  ledgerWhole: 'In deze export',
  ledgerPart: 'van deze tijdzone',
  ledgerState: 'Status',
  ledgerAll: 'De hele lijst',
  ledgerSum: 'Elke rij van de lijst staat in één van deze exports, en in geen andere.',

  rest: {
    title: 'Dagen zonder e-mail',
    none: 'Geen feestdag valt op een dag van deze campagne.',
    unknownCountry:
      'Uit welk land de leads komen is niet bekend, dus hier staan geen feestdagen. Voeg eigen dagen toe.',
    countriesOf: (names) => `Feestdagen van ${names}. Die van afzonderlijke deelstaten staan er niet bij.`,
    goOut: (count) => `er zouden ${mails(count)} uitgaan`,
    mayGoOut: 'Er kunnen e-mails uitgaan',
    avoid: (day, name) => `Geen e-mails op ${day}, ${name}`,
    avoidAll: 'Alle vermijden',
    sendAll: 'Op alle versturen',
    ownDay: 'eigen dag',
    addDate: 'Eigen dag',
    addName: 'Wat er dan is',
    addHint: 'Bijvoorbeeld bedrijfsvakantie. Blijft opgeslagen voor deze klant.',
    nameDefault: 'Vrije dag',
    add: 'Toevoegen',
    remove: (name) => `${name} verwijderen`,
    startMoves: (day) => `De eerste dag schuift naar ${day}.`,
    limit: (days) =>
      `Instantly kan losse dagen niet overslaan. Daarom pauzeert Sendoff de campagne op ${counted(days, 'dag', 'dagen')} en start haar daarna weer, als ze liep. Sendoff moet dan op die dag draaien en de dag erna. Een dag waarop het niet draait, gaat voorbij met e-mails. Een campagne die het pauzeerde, start weer zodra Sendoff draait.`,
    shared: 'Een feestdag geldt voor een campagne als minstens een op de tien van haar leads uit dat land komt.',
    ledger: 'Dagen zonder e-mail',
    states: {
      planned: 'komt nog',
      pausing: 'wordt gepauzeerd',
      paused: 'door Sendoff gepauzeerd',
      starting: 'start weer',
      kept: 'er ging geen e-mail uit',
      left: 'bleef zoals ze was',
      missed: 'Sendoff draaide niet',
    },
    drop: 'Toch versturen',
  },
}

export const restMissedNl = (data: ErrorData) => ({
  what: data.campaign
    ? `De campagne “${String(data.campaign)}” is niet gepauzeerd op een dag zonder e-mail: ${String(data.date ?? '?')}.`
    : 'Een campagne is niet gepauzeerd op een dag zonder e-mail.',
  means: 'Sendoff draaide die dag niet, dus er kunnen e-mails zijn uitgegaan.',
  todo: 'Je hoeft niets te doen. Laat Sendoff draaien op dagen zonder e-mail, ook op de achtergrond.',
})
