/** Texts for importing a newer file into an existing list: what it adds and changes, and how to undo it. */
import type { KnownList } from '../../../contract/leads/imports.ts'
import type { MergeRule } from '../../../domain/leads/import/merge-rule.ts'
import { counted, n } from '../core/counted.ts'

const modes: Readonly<Record<MergeRule['mode'], string>> = {
  add: 'Add only',
  update: 'Update only',
  both: 'Add and update',
}

const why: Readonly<Record<KnownList['why'], string>> = {
  pull: 'The same query was imported into this list before.',
  name: 'A file with this name was imported into this list before.',
  header: 'A file with the same columns was imported into this list before.',
}

export const reImportEn = {
  modes,
  why,
  mode: 'What the file does to the list',
  offerTitle: (list: string) => `A newer file for “${list}”?`,
  offerUse: 'Update that list',
  title: 'What changes in the list',
  table: 'Rows of the file and what they change',
  same: 'no changes',
  leftOut: 'not in the list',
  left: 'Leads added or changed',
  open: (what: string) => `Show: ${what}`,
  added: (leads: number) => counted(leads, 'new lead'),
  changed: (leads: number) => `${counted(leads, 'lead')} changed`,
  nowHeld: (leads: number) => `${counted(leads, 'lead')} excluded from now on`,
  nowHeldText: 'Ready until now. The newer file reports a problem with the address.',
  nothing: 'This file changes nothing in the list.',
  comparing: 'Comparing with the list',
  addedRows: 'New leads',
  sameRows: 'Rows without changes',
  leftOutRows: 'Rows not in the list',
  changesTitle: (leads: number) => `Changes to ${counted(leads, 'lead')}`,
  changesFirst: (shown: number, of: number) => `The first ${n(shown)} of ${n(of)}.`,
  row: (row: number) => `row ${n(row)}`,
  value: 'Field',
  before: 'In the list',
  after: 'From the file',
  gate: 'State',
  nothingThere: 'empty',
  keep: 'Do not overwrite',
  keepHint: 'Filled in only where empty.',
  keepSome: (values: number) => `${counted(values, 'field')} protected`,
  clearEmpty: 'Empty cells clear values',
  clearEmptyHint: 'Off: an empty cell changes nothing.',
  save: 'Update list',
  saveCounted: (leads: number) => `Update list, ${counted(leads, 'lead')}`,
  saved: (list: string, added: number, changed: number) => `${list}: ${n(added)} new, ${n(changed)} changed.`,
  undone: (leads: number) => `Undone: ${counted(leads, 'lead')}.`,
  undoneKept: (leads: number, kept: number) =>
    `Undone: ${counted(leads, 'lead')}. ${counted(kept, 'lead')} changed again since and ${kept === 1 ? 'was' : 'were'} kept.`,
  takeBack: (file: string) => `Undo ${file}`,
  join: (files: number) => `Also save ${counted(files, 'other open file')} with the same columns into this list`,
  joined: (files: number, list: string) => `${counted(files, 'file')} saved into ${list}.`,
  updatedBy: 'Changed by',
  linked: { business: 'Business', person: 'Person' },
  linkedTitle: 'From the same row',
  noAddress: 'no email',
}
