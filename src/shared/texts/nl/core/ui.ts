import type { Texts } from '../../en.ts'
import { counted } from './counted.ts'

export const uiNl: Texts['ui'] = {
  actions: 'Acties',
  undo: 'Ongedaan maken',
  close: 'Sluiten',
  open: 'Openen',
  edit: 'Bewerken',
  cancel: 'Annuleren',
  search: 'Zoeken',
  clear: 'Wissen',
  show: 'Tonen',
  hide: 'Verbergen',
  choose: 'Kies…',
  back: 'Terug',
  copy: 'Kopiëren',
  copied: 'Gekopieerd.',
  notCopied: 'Kopiëren is mislukt.',
  tryAgain: 'Opnieuw proberen',
  nothingFound: 'Niets gevonden',
  notice: 'Melding',
  selected: 'Geselecteerd',
  selectRow: (row) => `Rij ${row} selecteren`,
  selectAll: 'Alle rijen selecteren',
  sumOff: (by) => `${counted(by, 'rij', 'rijen')} niet verantwoord`,
  breadcrumb: 'Kruimelpad',
}
