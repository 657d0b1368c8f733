/** Die Wörter für eine neuere Datei zu einer Liste: was sie hinzufügt und ändert, und der Weg zurück. */
import type { reImportEn } from '../../en/leads/re-import.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'Lead', 'Leads')

export const reImportDe: typeof reImportEn = {
  modes: { add: 'Nur hinzufügen', update: 'Nur aktualisieren', both: 'Hinzufügen und aktualisieren' },
  why: {
    pull: 'Dieselbe Abfrage wurde schon in diese Liste importiert.',
    name: 'Eine Datei dieses Namens wurde schon in diese Liste importiert.',
    header: 'Eine Datei mit denselben Spalten wurde schon in diese Liste importiert.',
  },
  mode: 'Art der Aktualisierung',
  offerTitle: (list) => `Eine neuere Datei für „${list}“?`,
  offerUse: 'Diese Liste aktualisieren',
  title: 'Änderungen an der Liste',
  table: 'Zeilen der Datei und ihre Änderungen',
  same: 'unverändert',
  leftOut: 'nicht in der Liste',
  left: 'Neue oder geänderte Leads',
  open: (what) => `Zeigen: ${what}`,
  added: (count) => counted(count, 'neuer Lead', 'neue Leads'),
  changed: (count) => `${leads(count)} geändert`,
  nowHeld: (count) => `${leads(count)} jetzt ausgeschlossen`,
  nowHeldText: 'Bisher bereit; laut neuerer Datei nicht mehr.',
  nothing: 'Diese Datei ändert nichts an der Liste.',
  comparing: 'Wird mit der Liste verglichen',
  addedRows: 'Neue Leads',
  sameRows: 'Unveränderte Zeilen',
  leftOutRows: 'Zeilen, die nicht in der Liste sind',
  changesTitle: (count) => `Änderungen an ${counted(count, 'Lead', 'Leads')}`,
  changesFirst: (shown, of) => `Die ersten ${n(shown)} von ${n(of)}.`,
  row: (row) => `Zeile ${n(row)}`,
  value: 'Feld',
  before: 'In der Liste',
  after: 'Aus der Datei',
  gate: 'Status',
  nothingThere: 'leer',
  keep: 'Nicht überschreiben',
  keepHint: 'Diese Felder werden nur ergänzt, wo sie fehlen.',
  keepSome: (values) => `${counted(values, 'Feld', 'Felder')} geschützt`,
  clearEmpty: 'Leere Zellen löschen Werte',
  clearEmptyHint: 'Sonst ändert eine leere Zelle nichts.',
  save: 'Liste aktualisieren',
  saveCounted: (count) => `Liste aktualisieren, ${leads(count)}`,
  saved: (list, added, changed) => `${list}: ${n(added)} neu, ${n(changed)} geändert.`,
  undone: (count) => `Rückgängig gemacht: ${leads(count)}.`,
  undoneKept: (count, kept) =>
    `Rückgängig gemacht: ${leads(count)}. ${kept === 1 ? 'Einer wurde' : `${n(kept)} wurden`} seitdem wieder geändert und ${kept === 1 ? 'bleibt' : 'bleiben'} unverändert.`,
  takeBack: (file) => `${file} rückgängig machen`,
  join: (files) =>
    `Auch ${counted(files, 'weitere offene Datei', 'weitere offene Dateien')} mit denselben Spalten in diese Liste speichern`,
  joined: (files, list) => `${counted(files, 'Datei', 'Dateien')} in ${list} gespeichert.`,
  updatedBy: 'Geändert durch',
  linked: { business: 'Firma', person: 'Person' },
  linkedTitle: 'Aus derselben Zeile',
  noAddress: 'keine Adresse',
}
