/** Texts for components used on every screen. */
import { counted } from './counted.ts'

export const uiEn = {
  actions: 'Actions',
  undo: 'Undo',
  close: 'Close',
  open: 'Open',
  edit: 'Edit',
  cancel: 'Cancel',
  search: 'Search',
  clear: 'Clear',
  show: 'Show',
  hide: 'Hide',
  choose: 'Choose…',
  back: 'Back',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'The system did not allow copying.',
  tryAgain: 'Try again',
  notLoaded: 'This page could not be loaded',
  nothingFound: 'Nothing found',
  notice: 'Notice',
  selected: 'Selected',
  selectRow: (row: number) => `Select row ${row}`,
  selectAll: 'Select all rows',
  sumOff: (by: number) => `${counted(by, 'row')} unaccounted for`,
  breadcrumb: 'Breadcrumb',
}
