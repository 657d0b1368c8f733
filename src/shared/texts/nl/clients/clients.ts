/** Klanten die een deel van een workspace zijn. */
import type { clientsEn } from '../../en/clients/clients.ts'
import { counted } from '../core/counted.ts'

const campaigns = (count: number) => counted(count, 'campagne', 'campagnes')

export const clientsNl: typeof clientsEn = {
  client: 'Klant',
  partOf: (workspace) => `deel van ${workspace}`,
  counts: (count, running) => `${campaigns(count)}, ${counted(running, 'actieve', 'actieve')}`,
  title: 'Klanten in deze workspace',
  intro:
    'Delen meerdere klanten deze workspace? Geef elke klant een naam en een kleur en kies welke campagnes erbij horen. Lijsten, cijfers, antwoorden en meldingen zie je dan per klant. Bij Instantly wordt niets verplaatst of gewijzigd.',
  add: 'Klant toevoegen',
  addTitle: (workspace) => `Klant toevoegen in ${workspace}`,
  editTitle: (name) => `${name} wijzigen`,
  edit: (name) => `${name} wijzigen`,
  remove: (name) => `${name} verwijderen`,
  removed: (name) => `${name} verwijderd. De campagnes horen weer bij de workspace.`,
  added: (name) => `${name} toegevoegd.`,
  save: 'Opslaan',
  campaigns: 'Campagnes',
  running: 'Actief',
  rest: 'De workspace zelf',
  restText: 'alle campagnes zonder klant',
  show: (name) => `${name} tonen`,
  acts: {
    added: (name) => `klant ${name} toegevoegd`,
    changed: (name) => `klant ${name} gewijzigd`,
    removed: (name) => `klant ${name} verwijderd`,
    rules: 'regels van klanten',
    assigned: (count) => `${campaigns(count)} toegewezen`,
  },
  rules: {
    title: 'Regels',
    text: 'Een campagne gaat naar de klant van de eerste regel die past. De regels worden opnieuw toegepast bij nieuwe campagnes en als een naam of tags veranderen. Wat je handmatig toewijst, verandert geen regel.',
    none: 'Nog geen regels. Campagnes zijn ook handmatig toe te wijzen, in de lijst met campagnes.',
    add: 'Regel toevoegen',
    kind: (place) => `Regel ${place}: voorwaarde`,
    value: (place) => `Regel ${place}: tekst`,
    client: (place) => `Regel ${place}: klant`,
    up: (place) => `Regel ${place} omhoog`,
    down: (place) => `Regel ${place} omlaag`,
    drop: (place) => `Regel ${place} verwijderen`,
    kinds: {
      contains: 'Naam bevat',
      starts: 'Naam begint met',
      matches: 'Naam komt overeen met',
      tag: 'Heeft de tag',
    },
    matchesHint: '* staat voor willekeurige tekst en ? voor één teken: “Acme * 2026”.',
    goesTo: 'gaat naar',
    catches: (count) => `geldt voor ${campaigns(count)}`,
    empty: 'Elke regel heeft tekst nodig.',
    preview: 'Voorbeeld',
    previewText: (caught, all, changed) =>
      `De regels gelden voor ${caught} van ${campaigns(all)}. ${
        changed === 0 ? 'Geen campagne wisselt van klant.' : `Van klant wisselen: ${campaigns(changed)}.`
      }`,
    onlyChanges: 'Alleen wijzigingen',
    campaign: 'Campagne',
    rule: 'Regel',
    now: 'Nu',
    after: 'Daarna',
    byHand: 'handmatig',
    noRule: 'geen',
    more: (count) => `en nog ${campaigns(count)}`,
    save: 'Regels opslaan',
    reset: 'Wijzigingen verwijderen',
    saved: 'Regels opgeslagen.',
  },
  words: {
    contains: (value) => `naam bevat “${value}”`,
    starts: (value) => `naam begint met “${value}”`,
    matches: (value) => `naam komt overeen met “${value}”`,
    tag: (value) => `tag is “${value}”`,
  },
  why: {
    hand: 'handmatig toegewezen',
    rule: (rule) => `volgens de regel: ${rule}`,
    none: 'geen regel van toepassing',
  },
  assign: {
    button: 'Klant…',
    change: 'Klant wijzigen',
    title: (count) =>
      count === 1 ? 'Bij welke klant hoort deze campagne?' : `Bij welke klant horen deze ${campaigns(count)}?`,
    text: 'Wat je hier kiest, verandert geen regel.',
    choice: 'Klant',
    rules: 'Volgens de regels',
    several: 'Deze campagnes komen uit meerdere workspaces. Een klant hoort bij één workspace.',
    noParts: 'Deze workspace heeft nog geen klanten.',
    toSettings: 'Klant toevoegen in Instellingen',
    done: 'Toewijzen',
    doneToast: (count, client) => `${campaigns(count)} toegewezen: ${client}`,
  },
  filter: {
    unassigned: 'Zonder klant',
  },
}
