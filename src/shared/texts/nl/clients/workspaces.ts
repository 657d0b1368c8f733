import type { Texts } from '../../en.ts'
import { counted } from '../core/counted.ts'

export const workspacesNl: Texts['workspaces'] = {
  title: 'Klanten',
  intro:
    'Een klant is één Instantly-workspace met eigen sleutels. Gegevens van klanten blijven strikt gescheiden.',
  add: 'Klant toevoegen',
  addTitle: 'Klant toevoegen',
  name: 'Naam',
  colour: 'Kleur',
  remote: 'Instantly-workspace',
  notKnown: 'bekend na de eerste test',
  archive: 'Klant archiveren',
  archived: (name) => `${name} gearchiveerd. De lijsten en exportrapporten blijven bewaard.`,
  restored: (name) => `${name} teruggezet.`,
  restore: 'Terugzetten',
  archivedTitle: 'Gearchiveerd',
  archivedText: 'Verborgen, er is niets verwijderd.',
  keys: 'API-sleutels',
  keysText: 'Alle sleutels van een klant delen dezelfde limieten. De best werkende wordt gebruikt.',
  state: 'Status',
  added: 'Toegevoegd',
  lastChecked: 'Laatst gecontroleerd',
  lastWorked: 'Laatst gebruikt',
  never: 'nooit',
  testAgain: 'Opnieuw testen',
  addKey: 'Sleutel toevoegen',
  addSecondKey: 'Nog een sleutel toevoegen',
  addKeyTitle: (name) => `Sleutel toevoegen voor ${name}`,
  removeKey: 'Sleutel verwijderen',
  removeTitle: (masked) => `Sleutel ${masked} verwijderen?`,
  removeText:
    'De sleutel wordt van deze computer gewist en kan niet worden hersteld. Bij Instantly blijft de sleutel geldig; verwijder die daar ook als die nergens anders wordt gebruikt.',
  keepIt: 'Behouden',
  removed: 'Sleutel verwijderd.',
  lacksScope: (scope) => `Zonder ${scope}`,
  lacksScopes: (scopes) => `Zonder ${counted(scopes, 'recht', 'rechten')}`,
  lacksText: (scopes) =>
    `De sleutel werkt, maar Instantly weigert verzoeken die ${scopes} nodig hebben. De rest werkt wel. Maak een sleutel met dat recht en voeg die hier toe. Deze melding verdwijnt zodra zo’n verzoek lukt.`,
  missing: 'Ontbrekende rechten',
  report: 'Rapport van de eerste sleutel',
  reportText:
    'Antwoorden van Instantly op vragen die de documentatie openlaat. Er staan geen sleutels en leads in.',
  reportNone: 'Wordt automatisch gemaakt met de eerste werkende sleutel.',
  reportMade: 'Gemaakt',
  saved: 'Opgeslagen.',
  listsAndExports: (lists, exports) =>
    `${counted(lists, 'lijst', 'lijsten')}, ${counted(exports, 'export', 'exports')}`,
  addNewKey: 'Nieuwe sleutel',
  seePlans: 'Abonnementen',
  noKey: 'Geen sleutel',
  keyActions: (masked) => `Meer acties voor sleutel ${masked}`,
}
