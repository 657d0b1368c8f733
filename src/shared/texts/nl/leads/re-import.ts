/** De woorden voor een nieuwer bestand bij een lijst: wat het toevoegt en wijzigt, en de weg terug. */
import type { reImportEn } from '../../en/leads/re-import.ts'
import { counted, n } from '../core/counted.ts'

const leads = (count: number) => counted(count, 'lead', 'leads')

export const reImportNl: typeof reImportEn = {
  modes: { add: 'Alleen toevoegen', update: 'Alleen bijwerken', both: 'Toevoegen en bijwerken' },
  why: {
    pull: 'Dezelfde vraag ging al eerder naar deze lijst.',
    name: 'Een bestand met deze naam ging al eerder naar deze lijst.',
    header: 'Een bestand met dezelfde kolommen ging al eerder naar deze lijst.',
  },
  mode: 'Wat het bestand met de lijst doet',
  offerTitle: (list) => `Een nieuwer bestand voor “${list}”?`,
  offerUse: 'Die lijst bijwerken',
  title: 'Wat er in de lijst verandert',
  table: 'Rijen van het bestand en wat ze veranderen',
  same: 'niets nieuws',
  leftOut: 'niet in de lijst',
  left: 'Nieuwe of gewijzigde leads',
  open: (what) => `Tonen: ${what}`,
  added: (count) => counted(count, 'nieuwe lead', 'nieuwe leads'),
  changed: (count) => `${leads(count)} gewijzigd`,
  nowHeld: (count) => `${leads(count)} voortaan tegengehouden`,
  nowHeldText: 'Tot nu toe klaar; het nieuwere bestand zegt iets tegen het adres.',
  nothing: 'Dit bestand verandert niets in de lijst.',
  comparing: 'Vergelijken met de lijst',
  addedRows: 'Nieuwe leads',
  sameRows: 'Rijen zonder iets nieuws',
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
  keepHint: 'Deze velden worden alleen aangevuld waar ze ontbreken.',
  keepSome: (values) => `${counted(values, 'veld', 'velden')} beschermd`,
  clearEmpty: 'Lege cellen wissen waarden',
  clearEmptyHint: 'Anders verandert een lege cel niets.',
  save: 'Lijst bijwerken',
  saveCounted: (count) => `Lijst bijwerken, ${leads(count)}`,
  saved: (list, added, changed) => `${list}: ${n(added)} nieuw, ${n(changed)} gewijzigd.`,
  undone: (count) => `Ongedaan gemaakt: ${leads(count)}.`,
  undoneKept: (count, kept) =>
    `Ongedaan gemaakt: ${leads(count)}. ${kept === 1 ? 'Eén lead is' : `${n(kept)} leads zijn`} sindsdien weer gewijzigd en ${kept === 1 ? 'blijft' : 'blijven'} zo.`,
  takeBack: (file) => `${file} ongedaan maken`,
  join: (files) =>
    `Ook ${counted(files, 'ander open bestand', 'andere open bestanden')} met dezelfde kolommen in deze lijst opslaan`,
  joined: (files, list) => `${counted(files, 'bestand', 'bestanden')} opgeslagen in ${list}.`,
  updatedBy: 'Gewijzigd door',
  linked: { business: 'Bedrijf', person: 'Persoon' },
  linkedTitle: 'Uit dezelfde rij',
  noAddress: 'geen adres',
}
