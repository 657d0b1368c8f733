import type { ErrorData } from '../../../errors.ts'
import type { ExportZonesTexts } from '../../en/exports/export-zones.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'Lead', 'Leads')
const mails = (count: number) => counted(count, 'E-Mail', 'E-Mails')

export const exportZonesDe: ExportZonesTexts = {
  title: 'Zeitzonen der Leads',
  looking: 'Sieht nach, wo die Leads sind …',
  many: (all, zones) => `Diese ${leads(all)} leben in ${counted(zones, 'Zeitzone', 'Zeitzonen')}.`,
  one: (zone) => `Alle Leads, deren Ort bekannt ist, leben nach der Zeit von ${zone}.`,
  noneKnown:
    'Nichts in diesen Leads sagt, wo sie sind. Spalten für Land, Bundesstaat, Postleitzahl oder Stadt würden es sagen.',
  unknown: (count, zone) =>
    `Von ${counted(count, 'Lead', 'Leads')} ist der Ort nicht bekannt: Für sie gilt die Zone des Plans (${zone}).`,
  openUnknown: 'Ansehen',
  list: 'Leads nach Zeitzone',
  zone: 'Zeitzone',
  leads: 'Anzahl',
  countries: 'Länder',
  noCountry: 'nicht bekannt',
  more: (count) => `${n(count)} weitere`,
  open: (zone) => `Leads von ${zone} ansehen`,
  joined: (zone, count) => `mit ${leads(count)} aus ${zone}, wo es jetzt gleich spät ist`,
  pageTitle: (count, campaigns) => `${leads(count)} in ${counted(campaigns, 'Kampagne', 'Kampagnen')}`,
  perZone: 'Eine Kampagne für jede Zeitzone',
  perZoneHint:
    'Jede Kampagne bekommt die Leads ihrer Zone, dieselben E-Mails und Konten und sendet zu Ihren Uhrzeiten dort.',
  smallest: 'Kleinste Kampagne',
  smallestHint:
    'Eine Zone mit weniger Leads kommt zu einer anderen, in der es jetzt gleich spät ist. Gibt es keine, bleibt sie.',
  smallestWrong: 'Schreiben Sie eine ganze Zahl von 1 bis 100.000.',
  makes: (count) => `Absenden macht ${counted(count, 'Kampagne', 'Kampagnen')}, jede mit einem eigenen Export.`,
  shareLimit: (limit) => `Sie teilen sich die Grenze von ${mails(limit)} am Tag, nach ihren Leads.`,
  shareAccounts: 'Alle senden von den gewählten Konten, deren Grenzen für sie zusammen gelten.',
  rowsTitle: (zone, count) => `${zone}: ${leads(count)}`,
  unknownTitle: (count) => `Ort nicht bekannt: ${leads(count)}`,
  country: 'Land',
  place: 'Zeitzone',
  forecastShare: 'Gezählt für alle Zeitzonen zusammen; jede Kampagne hat ihren Anteil an den E-Mails am Tag.',
  dryZone: 'Kampagne',
  ledgerTitle: 'Exporte dieses Absendens',
  ledgerMeta: 'einer für jede Zeitzone',
  ledgerHere: 'dieser Export',
  ledgerRows: 'Zeilen',
  ledgerUploaded: 'Hochgeladen',
  ledgerBehind: 'Nicht hochgeladen',
  ledgerOpen: 'Stehen aus',
  ledgerWhole: 'In diesem Export',
  ledgerPart: 'dieser Zeitzone',
  ledgerState: 'Status',
  ledgerAll: 'Die ganze Liste',
  ledgerSum: 'Jede Zeile der Liste ist in einem dieser Exporte und in keinem anderen.',

  rest: {
    title: 'Tage ohne E-Mails',
    none: 'Kein gesetzlicher Feiertag fällt auf einen Tag dieser Kampagne.',
    unknownCountry:
      'Aus welchem Land die Leads sind, ist nicht bekannt, deshalb stehen hier keine Feiertage. Fügen Sie eigene Tage hinzu.',
    countriesOf: (names) => `Gesetzliche Feiertage: ${names}. Feiertage einzelner Bundesländer sind nicht dabei.`,
    goOut: (count) => `${mails(count)} gingen hinaus`,
    mayGoOut: 'E-Mails können hinausgehen',
    avoid: (day, name) => `Keine E-Mails am ${day}, ${name}`,
    avoidAll: 'Alle meiden',
    sendAll: 'An allen senden',
    ownDay: 'eigener Tag',
    addDate: 'Eigener Tag',
    addName: 'Was an ihm ist',
    addHint: 'Zum Beispiel Betriebsferien. Bleibt für diesen Kunden gemerkt.',
    nameDefault: 'Freier Tag',
    add: 'Hinzufügen',
    remove: (name) => `${name} entfernen`,
    startMoves: (day) => `Der erste Tag rückt auf ${day}.`,
    limit: (days) =>
      `Instantly kann einzelne Tage nicht auslassen. Deshalb hält Sendoff die Kampagne an ${counted(days, 'Tag', 'Tagen')} an und startet sie danach wieder, wenn sie lief. Dazu muss Sendoff an diesem Tag laufen und am Tag danach. Ein Tag, an dem es nicht läuft, vergeht mit E-Mails. Eine Kampagne, die es angehalten hat, startet wieder, sobald Sendoff läuft.`,
    shared: 'Ein Feiertag gilt für eine Kampagne, wenn mindestens jeder zehnte ihrer Leads aus diesem Land ist.',
    ledger: 'Tage ohne E-Mails',
    states: {
      planned: 'kommt noch',
      pausing: 'wird angehalten',
      paused: 'von Sendoff angehalten',
      starting: 'startet wieder',
      kept: 'keine E-Mails gingen hinaus',
      left: 'blieb, wie sie war',
      missed: 'Sendoff lief nicht',
    },
    drop: 'Doch senden',
  },
}

export const restMissedDe = (data: ErrorData) => ({
  what: data.campaign
    ? `Die Kampagne „${String(data.campaign)}“ wurde an einem Tag ohne E-Mails nicht angehalten: ${String(data.date ?? '?')}.`
    : 'Eine Kampagne wurde an einem Tag ohne E-Mails nicht angehalten.',
  means: 'Sendoff lief an diesem Tag nicht, also können E-Mails hinausgegangen sein.',
  todo: 'Es ist nichts zu tun. Lassen Sie Sendoff an Tagen ohne E-Mails laufen, auch im Hintergrund.',
})
