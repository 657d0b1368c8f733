import type { Texts } from '../../en.ts'
import { counted } from './counted.ts'

export const uiDe: Texts['ui'] = {
  actions: 'Aktionen',
  undo: 'Rückgängig',
  close: 'Schließen',
  open: 'Öffnen',
  edit: 'Bearbeiten',
  cancel: 'Abbrechen',
  search: 'Suchen',
  clear: 'Leeren',
  show: 'Anzeigen',
  hide: 'Ausblenden',
  choose: 'Wählen …',
  back: 'Zurück',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  notCopied: 'Kopieren nicht möglich.',
  tryAgain: 'Erneut versuchen',
  nothingFound: 'Nichts gefunden',
  notice: 'Hinweis',
  selected: 'Ausgewählt',
  selectRow: (row) => `Zeile ${row} auswählen`,
  selectAll: 'Alle Zeilen auswählen',
  sumOff: (by) => `${counted(by, 'Zeile', 'Zeilen')} ohne Ergebnis`,
  breadcrumb: 'Navigationspfad',
}
