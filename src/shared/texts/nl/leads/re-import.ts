/** De woorden voor een nieuwer bestand bij een lijst: wat het toevoegt en wijzigt, en de weg terug. */
import type { reImportEn } from '../../en/leads/re-import.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'lead', 'leads')

export const reImportNl: typeof reImportEn = {
  modes: { add: 'Alleen toevoegen', update: 'Alleen bijwerken', both: 'Toevoegen en bijwerken' },
  why: {
    pull: 'Dezelfde query is al eerder in deze lijst geïmporteerd.',
    name: 'Een bestand met deze naam is al eerder in deze lijst geïmporteerd.',
    header: 'Een bestand met dezelfde kolommen is al eerder in deze lijst geïmporteerd.',
  },
  mode: 'Hoe importeren',
  offerTitle: (list) => `Een nieuwer bestand voor “${list}”?`,
  offerUse: 'Die lijst bijwerken',
  title: 'Wijzigingen in de lijst',
  table: 'Rijen van het bestand en hun wijzigingen',
  same: 'geen wijziging',
  leftOut: 'niet in de lijst',
  left: 'Nieuwe of gewijzigde leads',
  open: (what) => `Tonen: ${what}`,
  added: (count) => counted(count, 'nieuwe lead', 'nieuwe leads'),
  changed: (count) => `${leads(count)} gewijzigd`,
  nowHeld: (count) => `${leads(count)} nu uitgesloten`,
  nowHeldText: 'Waren klaar; volgens het nieuwere bestand is het adres niet bruikbaar.',
  nothing: 'Dit bestand wijzigt niets in de lijst.',
  comparing: 'Vergelijken met de lijst',
  addedRows: 'Nieuwe leads',
  sameRows: 'Rijen zonder wijziging',
  leftOutRows: 'Rijen die niet in de lijst staan',
  changesTitle: (count) => `Wijzigingen in ${leads(count)}`,
  changesFirst: (shown, of) => `De eerste ${n(shown)} van ${n(of)}.`,
  row: (row) => `rij ${n(row)}`,
  value: 'Veld',
  before: 'In de lijst',
  after: 'Uit het bestand',
  gate: 'Status',
  nothingThere: 'leeg',
  keep: 'Niet overschrijven',
  keepHint: 'Deze velden worden alleen aangevuld als ze leeg zijn.',
  keepSome: (values) => `${counted(values, 'veld', 'velden')} beschermd`,
  clearEmpty: 'Lege cellen wissen waarden',
  clearEmptyHint: 'Uit: een lege cel wijzigt niets.',
  save: 'Lijst bijwerken',
  saveCounted: (count) => `Lijst bijwerken, ${leads(count)}`,
  saved: (list, added, changed) => `${list}: ${n(added)} nieuw, ${n(changed)} gewijzigd.`,
  undone: (count) => `Ongedaan gemaakt: ${leads(count)}.`,
  undoneKept: (count, kept) =>
    `Ongedaan gemaakt: ${leads(count)}. ${kept === 1 ? 'Eén lead is' : `${n(kept)} leads zijn`} sindsdien weer gewijzigd en ${kept === 1 ? 'blijft' : 'blijven'} behouden.`,
  takeBack: (file) => `${file} ongedaan maken`,
  join: (files) =>
    `Ook ${counted(files, 'ander open bestand', 'andere open bestanden')} met dezelfde kolommen in deze lijst opslaan`,
  joined: (files, list) => `${counted(files, 'bestand', 'bestanden')} opgeslagen in ${list}.`,
  updatedBy: 'Gewijzigd door',
  linked: { business: 'Bedrijf', person: 'Persoon' },
  linkedTitle: 'Uit dezelfde rij',
  noAddress: 'geen adres',
}
