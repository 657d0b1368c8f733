import type { ClientDataTexts } from '../../en/app/client-data.ts'
import { counted, n } from '../core/counted.ts'

export const clientDataDe: ClientDataTexts = {
  title: 'Ende des Vertrags',
  text: 'Übergeben Sie alles als Dateien und löschen Sie den Kunden dann von diesem Computer.',
  export: 'Alles exportieren …',
  exportHint:
    'Ein Ordner mit CSV-Dateien für Menschen und JSON-Zeilen für Programme: Listen, E-Mails, Ereignisse, Archive, Ergebnisse der Exporte, Abmeldungen und Berichte. Ohne Schlüssel.',
  exporting: (rows) => `${n(rows)} Zeilen geschrieben`,
  exported: (rows, files) => `${n(rows)} Zeilen in ${counted(files, 'Datei', 'Dateien')}`,
  cancel: 'Abbrechen',
  delete: 'Kunden löschen …',
  deleteHint: 'Alles von diesem Kunden auf diesem Computer, endgültig. Das lässt sich nicht rückgängig machen.',
  deleteTitle: (client) => `${client} löschen?`,
  deleteText:
    'Listen, Leads, E-Mails, Ereignisse, Zahlen, Berichtsverlauf, Schlüssel und Tokens dieses Kunden werden von diesem Computer gelöscht. Laufende Exporte werden vorher abgebrochen.',
  stays: 'Was bleibt',
  staysLines: [
    'Kampagnen und Leads bei Instantly. Kampagnen senden dort weiter.',
    'Kontakte in CRMs, Zeilen in Supabase und was das Relay noch nicht vergessen hat.',
    'Dateien, die Sie gespeichert haben: Berichte, CSV-Dateien, Exporte.',
  ],
  type: (name) => `Zur Bestätigung ${name} eingeben`,
  keep: 'Kunden behalten',
  act: 'Kunden löschen',
  import: 'Kunden importieren …',
  importTitle: 'Kunden importieren',
  importText: (name, made, rows) => `${name}, exportiert ${made}: ${n(rows)} Zeilen.`,
  importMeans:
    'Er kommt angehalten und ohne Schlüssel an, und nichts Begonnenes läuft hier weiter. Fügen Sie seinen Schlüssel hinzu und setzen Sie fort, wenn Sie so weit sind.',
  importing: (rows) => `${n(rows)} Zeilen gelesen`,
  importAct: 'Importieren',
  imported: 'Kunde importiert.',
  receipts: 'Gelöschte Kunden',
  receiptsText: 'Anzahlen und Zeiten. Nur der Name bleibt.',
  states: { leaving: 'Anfragen enden', rows: 'Wird gelöscht', bytes: 'Wird überschrieben', done: 'Gelöscht' },
  held: (leads, emails, events, exports) =>
    `${counted(leads, 'Lead', 'Leads')}, ${counted(emails, 'E-Mail', 'E-Mails')}, ${counted(events, 'Ereignis', 'Ereignisse')}, ${counted(exports, 'Export', 'Exporte')}`,
  deletedAt: (when) => `Gelöscht: ${when}`,
  deletedTitle: (client, number) => `${client} gelöscht. Quittung ${number}`,
  paper: (client) => `Quittung über die Löschung von ${client}`,
  fileName: 'Löschquittung-Kunde',
  keysHeld: (count) => counted(count, 'Schlüssel', 'Schlüssel'),
  campaignsStay: 'Kampagnen und Leads bleiben bei Instantly: Löschen Sie sie dort.',
  keys: (count) =>
    `${counted(count, 'Schlüssel', 'Schlüssel')} hier gelöscht. Löschen Sie ${count === 1 ? 'ihn' : 'sie'} auch bei Instantly.`,
  webhook: {
    deleted: 'Der Webhook bei Instantly wurde gelöscht.',
    left: 'Der Webhook ließ sich nicht löschen: Löschen Sie ihn bei Instantly.',
  },
  relay: 'Das Relay wird nicht mehr gelesen. Entfernen Sie seinen Workspace auf dem Relay.',
  tokens: 'Tokens hier gelöscht. Was drüben liegt, bleibt: Löschen Sie es dort.',
  reports: (count) =>
    `${counted(count, 'Bericht bleibt, wo er gespeichert wurde', 'Berichte bleiben, wo sie gespeichert wurden')}.`,
}
