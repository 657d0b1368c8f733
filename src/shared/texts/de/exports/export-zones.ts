import type { ErrorData } from '../../../errors.ts'
import type { ExportZonesTexts } from '../../en/exports/export-zones.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'Lead', 'Leads')
const mails = (count: number) => counted(count, 'E-Mail', 'E-Mails')

export const exportZonesDe: ExportZonesTexts = {
  title: 'Zeitzonen der Leads',
  looking: 'Zeitzonen werden ermittelt …',
  many: (all, zones) => `${leads(all)} in ${counted(zones, 'Zeitzone', 'Zeitzonen')}.`,
  one: (zone) => `Alle Leads mit bekanntem Ort sind in der Zeitzone ${zone}.`,
  noneKnown:
    'Der Ort dieser Leads ist unbekannt. Dafür braucht es eine Spalte mit Land, Bundesland, Postleitzahl oder Stadt.',
  unknown: (count, zone) =>
    `${counted(count, 'Lead', 'Leads')} ohne bekannten Ort: Es gilt die Zeitzone des Plans (${zone}).`,
  openUnknown: 'Ansehen',
  list: 'Leads nach Zeitzone',
  zone: 'Zeitzone',
  leads: 'Anzahl',
  countries: 'Länder',
  noCountry: 'unbekannt',
  more: (count) => `${n(count)} weitere`,
  open: (zone) => `Leads von ${zone} ansehen`,
  joined: (zone, count) => `mit ${leads(count)} aus ${zone} (gleiche Uhrzeit)`,
  perZone: 'Eine Kampagne je Zeitzone',
  perZoneHint: 'Jede Kampagne hat die Leads einer Zeitzone, dieselben E-Mails und Konten und sendet zur Ortszeit.',
  smallest: 'Kleinste Kampagne',
  smallestHint:
    'Zeitzonen mit weniger Leads werden mit einer Zeitzone gleicher Uhrzeit zusammengelegt, falls es eine gibt.',
  smallestWrong: 'Geben Sie eine ganze Zahl von 1 bis 100.000 ein.',
  makes: (count) => `Es entstehen ${counted(count, 'Kampagne', 'Kampagnen')}, jede mit eigenem Export.`,
  shareLimit: (limit) => `Das Tageslimit von ${mails(limit)} wird nach Zahl der Leads aufgeteilt.`,
  shareAccounts: 'Alle Kampagnen nutzen die gewählten Konten. Deren Limits gelten für alle zusammen.',
  rowsTitle: (zone, count) => `${zone}: ${leads(count)}`,
  unknownTitle: (count) => `Ort unbekannt: ${leads(count)}`,
  country: 'Land',
  place: 'Zeitzone',
  forecastShare: 'Für alle Zeitzonen zusammen; jede Kampagne hat ihren Anteil am Tageslimit.',
  dryZone: 'Kampagne',
  ledgerTitle: 'Zusammengehörige Exporte',
  ledgerMeta: 'einer je Zeitzone',
  ledgerHere: 'dieser Export',
  ledgerRows: 'Zeilen',
  ledgerUploaded: 'Hochgeladen',
  ledgerBehind: 'Nicht exportiert',
  ledgerOpen: 'Ausstehend',
  ledgerWhole: 'In diesem Export',
  ledgerPart: 'dieser Zeitzone',
  ledgerState: 'Status',
  ledgerAll: 'Die ganze Liste',
  ledgerSum: 'Jede Zeile der Liste gehört zu genau einem dieser Exporte.',

  rest: {
    title: 'Sperrtage',
    settingText:
      'An diesen Tagen hält Sendoff die Kampagnen dieses Kunden an, die sie auslassen. Jeder Export bietet sie neben den Feiertagen an.',
    none: 'Kein gesetzlicher Feiertag im Zeitraum dieser Kampagne.',
    unknownCountry: 'Das Land der Leads ist unbekannt, daher keine Feiertage. Eigene Sperrtage können Sie hinzufügen.',
    countriesOf: (names) => `Gesetzliche Feiertage: ${names}. Regionale Feiertage sind nicht enthalten.`,
    goOut: (count) => `${mails(count)} würden gesendet`,
    mayGoOut: 'E-Mails werden gesendet',
    avoid: (day, name) => `Am ${day}, ${name}, nicht senden`,
    avoidAll: 'Alle sperren',
    sendAll: 'Alle freigeben',
    ownDay: 'eigener Tag',
    addDate: 'Datum',
    addName: 'Anlass',
    addHint: 'Zum Beispiel Betriebsferien. Wird für diesen Kunden gespeichert.',
    nameDefault: 'Sperrtag',
    add: 'Hinzufügen',
    remove: (name) => `${name} entfernen`,
    startMoves: (day) => `Der Start verschiebt sich auf ${day}.`,
    limit: (days) =>
      `Instantly kennt keine Sperrtage. Sendoff hält die Kampagne deshalb an ${counted(days, 'Tag', 'Tagen')} an und setzt sie danach fort, wenn sie lief. Dafür muss Sendoff am Sperrtag und am Tag danach laufen. Läuft es am Sperrtag nicht, wird gesendet. Angehaltene Kampagnen werden fortgesetzt, sobald Sendoff läuft.`,
    shared: 'Ein Feiertag zählt, wenn mindestens jeder zehnte Lead der Kampagne aus diesem Land kommt.',
    ledger: 'Sperrtage',
    states: {
      planned: 'geplant',
      pausing: 'wird angehalten',
      paused: 'von Sendoff angehalten',
      starting: 'wird fortgesetzt',
      kept: 'nichts gesendet',
      left: 'unverändert',
      missed: 'Sendoff lief nicht',
    },
    drop: 'Trotzdem senden',
  },
}

export const restMissedDe = (data: ErrorData) => ({
  what: data.campaign
    ? `Die Kampagne „${String(data.campaign)}“ wurde an einem Sperrtag nicht angehalten: ${String(data.date ?? '?')}.`
    : 'Eine Kampagne wurde an einem Sperrtag nicht angehalten.',
  means: 'Sendoff lief an diesem Tag nicht. Möglicherweise wurden E-Mails gesendet.',
  todo: 'Es ist nichts zu tun. Lassen Sie Sendoff an Sperrtagen laufen, auch im Hintergrund.',
})
