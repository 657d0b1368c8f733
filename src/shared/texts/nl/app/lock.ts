import type { LockTexts } from '../../en/app/lock.ts'
import { counted } from '../core/counted.ts'

export const lockNl: LockTexts = {
  title: 'App-slot',
  isOn: 'aan',
  isOff: 'uit',
  protects:
    'Verbergt Sendoff voor wie aan deze computer zit terwijl je bent aangemeld. De gegevens worden niet versleuteld: wie je bestanden kan lezen, kan ze lezen. Versleutel daarvoor de schijf. API-sleutels worden door de sleutelbos van het systeem beschermd, niet hierdoor.',
  onlyAsked: 'Vergrendelt als je erom vraagt, en bij elke start.',
  setUp: 'Slot instellen…',
  change: 'Slot wijzigen…',
  setUpTitle: 'Slot instellen',
  changeTitle: 'Slot wijzigen',
  remove: 'Slot verwijderen',
  now: 'Nu vergrendelen',
  current: 'Huidige wachtwoordzin',
  next: 'Nieuwe wachtwoordzin',
  nextHint: 'Leeg: zoals die is.',
  hint: 'Minstens 8 tekens. Alleen een hash ervan wordt bewaard.',
  passphrase: 'Wachtwoordzin',
  again: 'Herhalen',
  tooShort: 'Minstens 8 tekens.',
  differ: 'Ze zijn niet gelijk.',
  idle: 'Vergrendelen bij inactiviteit',
  never: 'Alleen als ik erom vraag',
  saved: 'Slot opgeslagen',
  removed: 'Slot verwijderd',
  save: 'Opslaan',
  forgottenMeans:
    'Niemand kan je een vergeten wachtwoordzin vertellen. De vergrendeling verwijder je dan door het bestand ervan te verwijderen; verder gaat niets verloren.',
  locked: 'Sendoff is vergrendeld',
  goesOn: 'Exports, synchronisaties en al het andere op de achtergrond gaan door.',
  unlock: 'Ontgrendelen',
  forgotten: 'Wachtwoordzin vergeten?',
  forgottenText:
    'Sluit Sendoff af, verwijder dit bestand en start opnieuw: de vergrendeling is uit, al het andere is zoals het was.',
  openFolder: 'Gegevensmap openen',
  after: (count) => `Vergrendelt na ${counted(count, 'minuut', 'minuten')} zonder toets of muis, en bij elke start.`,
  minutes: (count) => counted(count, 'minuut', 'minuten'),
}
