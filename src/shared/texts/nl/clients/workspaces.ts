import type { Texts } from '../../en.ts'
import { counted } from '../core/counted.ts'

export const workspacesNl: Texts['workspaces'] = {
  title: 'Klanten',
  intro:
    'Een klant is één Instantly-workspace met eigen sleutels. Niets van de een is ooit te zien of te gebruiken door een ander.',
  add: 'Klant toevoegen',
  addTitle: 'Klant toevoegen',
  name: 'Naam',
  colour: 'Kleur',
  remote: 'Instantly-workspace',
  notKnown: 'niet bekend voor de eerste test',
  archive: 'Klant archiveren',
  archived: (name) => `${name} gearchiveerd. De lijsten en exportrapporten blijven bewaard.`,
  restored: (name) => `${name} is terug.`,
  restore: 'Terugzetten',
  archivedTitle: 'Gearchiveerd',
  archivedText: 'Uit het zicht, niets verwijderd.',
  keys: 'API-sleutels',
  keysText: 'Alle sleutels van een klant delen de limieten; de beste wordt gebruikt.',
  state: 'Status',
  added: 'Toegevoegd',
  lastChecked: 'Laatst gecontroleerd',
  lastWorked: 'Werkte het laatst',
  never: 'nooit',
  testAgain: 'Opnieuw testen',
  addKey: 'Sleutel toevoegen',
  addSecondKey: 'Nog een sleutel toevoegen',
  addKeyTitle: (name) => `Sleutel toevoegen voor ${name}`,
  removeKey: 'Sleutel verwijderen',
  removeTitle: (masked) => `Sleutel ${masked} verwijderen?`,
  removeText:
    'Hij wordt van deze computer gewist en is van hieruit niet terug te halen. In Instantly blijft hij geldig; verwijder hem daar ook als hij nergens anders wordt gebruikt.',
  keepIt: 'Behouden',
  removed: 'Sleutel verwijderd.',
  lacksScope: (scope) => `Zonder ${scope}`,
  lacksScopes: (scopes) => `Zonder ${counted(scopes, 'recht', 'rechten')}`,
  lacksText: (scopes) =>
    `Hij werkt, maar Instantly weigerde verzoeken die ${scopes} nodig hebben. Al het andere gaat door. Maak een sleutel met dat recht en voeg hem hier toe; deze melding verdwijnt zodra zo’n verzoek wordt aangenomen.`,
  missing: 'Ontbrekende rechten',
  report: 'Rapport van de eerste sleutel',
  reportText:
    'Wat de eerste antwoorden van deze sleutel zeiden over vragen die de documentatie van Instantly openlaat. Er staat geen sleutel en geen lead in.',
  reportNone: 'Ontstaat automatisch met de eerste sleutel die werkt.',
  reportMade: 'Gemaakt',
  saved: 'Opgeslagen.',
  listsAndExports: (lists, exports) =>
    `${counted(lists, 'lijst', 'lijsten')}, ${counted(exports, 'export', 'exports')}`,
  addNewKey: 'Nieuwe sleutel',
  seePlans: 'Abonnementen',
  noKey: 'Geen sleutel',
  keyActions: (masked) => `Meer voor sleutel ${masked}`,
}
