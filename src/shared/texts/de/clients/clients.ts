/** Kunden, die Teil eines Workspaces sind. */
import type { clientsEn } from '../../en/clients/clients.ts'
import { counted } from '../core/counted.ts'

const campaigns = (count: number) => counted(count, 'Kampagne', 'Kampagnen')

export const clientsDe: typeof clientsEn = {
  client: 'Kunde',
  partOf: (workspace) => `Teil von ${workspace}`,
  counts: (count, running) => `${campaigns(count)}, ${counted(running, 'laufende', 'laufende')}`,
  title: 'Kunden in diesem Workspace',
  intro:
    'Teilen sich mehrere Kunden diesen Workspace? Geben Sie jedem Kunden Namen und Farbe und ordnen Sie ihm Kampagnen zu. Listen, Zahlen, Antworten und Hinweise gibt es dann je Kunde. Bei Instantly ändert sich nichts.',
  add: 'Kunden hinzufügen',
  addTitle: (workspace) => `Kunden in ${workspace} hinzufügen`,
  editTitle: (name) => `${name} ändern`,
  edit: (name) => `${name} ändern`,
  remove: (name) => `${name} entfernen`,
  removed: (name) => `${name} entfernt. Die Kampagnen gehören wieder zum Workspace.`,
  added: (name) => `${name} hinzugefügt.`,
  save: 'Speichern',
  campaigns: 'Kampagnen',
  running: 'Laufend',
  rest: 'Workspace ohne Kunden',
  restText: 'alle nicht zugeordneten Kampagnen',
  show: (name) => `${name} anzeigen`,
  acts: {
    added: (name) => `Kunde ${name} hinzugefügt`,
    changed: (name) => `Kunde ${name} geändert`,
    removed: (name) => `Kunde ${name} entfernt`,
    rules: 'Regeln der Kunden',
    assigned: (count) => `${campaigns(count)} zugeordnet`,
  },
  rules: {
    title: 'Regeln',
    text: 'Die erste passende Regel bestimmt den Kunden einer Kampagne. Regeln gelten für neue Kampagnen und bei geändertem Namen oder Tag. Manuelle Zuordnungen bleiben.',
    none: 'Noch keine Regeln. Unter „Kampagnen“ können Sie auch manuell zuordnen.',
    add: 'Regel hinzufügen',
    kind: (place) => `Regel ${place}: Bedingung`,
    value: (place) => `Regel ${place}: Text`,
    client: (place) => `Regel ${place}: Kunde`,
    up: (place) => `Regel ${place} nach oben`,
    down: (place) => `Regel ${place} nach unten`,
    drop: (place) => `Regel ${place} entfernen`,
    kinds: {
      contains: 'Name enthält',
      starts: 'Name beginnt mit',
      matches: 'Name entspricht',
      tag: 'Tag ist',
    },
    matchesHint: 'Bei „entspricht“ steht * für beliebige Wörter und ? für ein Zeichen: „Acme * 2026“.',
    goesTo: 'Kunde',
    catches: (count) => `erfasst ${campaigns(count)}`,
    empty: 'Jede Regel braucht einen Text.',
    preview: 'Vorschau',
    previewText: (caught, all, changed) =>
      `Die Regeln erfassen ${caught} von ${campaigns(all)}. ${
        changed === 0 ? 'Keine Kampagne bekommt einen anderen Kunden.' : `Anderer Kunde: ${campaigns(changed)}.`
      }`,
    onlyChanges: 'Nur Änderungen',
    campaign: 'Kampagne',
    rule: 'Regel',
    now: 'Jetzt',
    after: 'Danach',
    byHand: 'manuell',
    noRule: 'keine',
    more: (count) => `und ${counted(count, 'weitere Kampagne', 'weitere Kampagnen')}`,
    save: 'Regeln speichern',
    reset: 'Änderungen verwerfen',
    saved: 'Regeln gespeichert.',
  },
  words: {
    contains: (value) => `Name enthält „${value}“`,
    starts: (value) => `Name beginnt mit „${value}“`,
    matches: (value) => `Name entspricht „${value}“`,
    tag: (value) => `Tag ist „${value}“`,
  },
  why: {
    hand: 'manuell zugeordnet',
    rule: (rule) => `Regel: ${rule}`,
    none: 'keine passende Regel',
  },
  assign: {
    button: 'Kunde …',
    change: 'Kunden ändern',
    title: (count) => (count === 1 ? 'Kampagne einem Kunden zuordnen' : `${campaigns(count)} einem Kunden zuordnen`),
    text: 'Die manuelle Zuordnung hat Vorrang vor den Regeln.',
    choice: 'Kunde',
    rules: 'Nach den Regeln',
    several: 'Diese Kampagnen liegen in mehreren Workspaces. Ein Kunde gehört zu genau einem Workspace.',
    noParts: 'In diesem Workspace gibt es noch keine Kunden.',
    toSettings: 'In den Einstellungen anlegen',
    done: 'Zuordnen',
    doneToast: (count, client) => `${campaigns(count)} zugeordnet: ${client}`,
  },
  filter: {
    unassigned: 'Ohne Kunden',
  },
}
