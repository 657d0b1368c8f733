import type { Texts } from '../../en.ts'
import { counted } from './counted.ts'

export const uiDe: Texts['ui'] = {
  actions: 'Aktionen',
  undo: 'Rückgängig',
  close: 'Schließen',
  cancel: 'Abbrechen',
  search: 'Suchen',
  clear: 'Leeren',
  show: 'Zeigen',
  hide: 'Verbergen',
  choose: 'Wählen …',
  back: 'Zurück',
  copy: 'Kopieren',
  copied: 'Kopiert.',
  notCopied: 'Das System hat die Kopie nicht angenommen.',
  tryAgain: 'Noch einmal',
  nothingFound: 'Nichts gefunden',
  notice: 'Hinweis',
  selected: 'Ausgewählt',
  selectRow: (row) => `Zeile ${row} auswählen`,
  sumOff: (by) => `${counted(by, 'Zeile', 'Zeilen')} ohne Verbleib`,
  breadcrumb: 'Wo Sie sind',
}
