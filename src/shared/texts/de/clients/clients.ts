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
    'Teilen sich mehrere Kunden diesen Workspace? Geben Sie jedem einen Namen und eine Farbe, und sagen Sie, welche Kampagnen zu ihm gehören. Listen, Zahlen, Antworten und Hinweise lassen sich dann je Kunde ansehen. Bei Instantly wird nichts verschoben oder geändert.',
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
  rest: 'Der Workspace selbst',
  restText: 'alle Kampagnen ohne Kunden',
  show: (name) => `${name} zeigen`,
  acts: {
    added: (name) => `Kunde ${name} hinzugefügt`,
    changed: (name) => `Kunde ${name} geändert`,
    removed: (name) => `Kunde ${name} entfernt`,
    rules: 'Regeln der Kunden',
    assigned: (count) => `${campaigns(count)} zugeordnet`,
  },
  rules: {
    title: 'Regeln',
    text: 'Eine Kampagne geht an den Kunden der ersten Regel, die passt. Die Regeln werden neu angewendet, wenn eine Kampagne neu ist, anders heißt oder andere Tags hat. Was Sie von Hand zuordnen, ändert keine Regel.',
    none: 'Noch keine Regeln. Kampagnen lassen sich auch von Hand zuordnen, in der Liste der Kampagnen.',
    add: 'Regel hinzufügen',
    kind: (place) => `Regel ${place}: worauf geachtet wird`,
    value: (place) => `Regel ${place}: Wörter`,
    client: (place) => `Regel ${place}: Kunde`,
    up: (place) => `Regel ${place} nach oben`,
    down: (place) => `Regel ${place} nach unten`,
    drop: (place) => `Regel ${place} entfernen`,
    kinds: {
      contains: 'Name enthält',
      starts: 'Name beginnt mit',
      matches: 'Name passt zu',
      tag: 'Tag ist',
    },
    matchesHint: 'Bei „passt zu“ steht * für beliebige Wörter und ? für ein Zeichen: „Acme * 2026“.',
    goesTo: 'geht an',
    catches: (count) => `erfasst ${campaigns(count)}`,
    empty: 'Jede Regel braucht Wörter.',
    preview: 'Vorschau',
    previewText: (caught, all, changed) =>
      `Die Regeln erfassen ${caught} von ${campaigns(all)}. ${
        changed === 0 ? 'Keine Kampagne wechselt den Kunden.' : `Den Kunden wechseln: ${campaigns(changed)}.`
      }`,
    onlyChanges: 'Nur was sich ändert',
    campaign: 'Kampagne',
    rule: 'Regel',
    now: 'Jetzt',
    after: 'Dann',
    byHand: 'von Hand',
    noRule: 'keine',
    more: (count) => `und ${counted(count, 'weitere Kampagne', 'weitere Kampagnen')}`,
    save: 'Regeln speichern',
    reset: 'Meine Änderungen verwerfen',
    saved: 'Regeln gespeichert.',
  },
  words: {
    contains: (value) => `Name enthält „${value}“`,
    starts: (value) => `Name beginnt mit „${value}“`,
    matches: (value) => `Name passt zu „${value}“`,
    tag: (value) => `Tag ist „${value}“`,
  },
  why: {
    hand: 'von Hand zugeordnet',
    rule: (rule) => `nach der Regel: ${rule}`,
    none: 'keine Regel passt',
  },
  assign: {
    button: 'Kunde…',
    change: 'Kunden ändern',
    title: (count) => (count === 1 ? 'Zu wem gehört diese Kampagne?' : `Zu wem gehören diese ${campaigns(count)}?`),
    text: 'Was Sie hier wählen, ändert keine Regel.',
    choice: 'Kunde',
    rules: 'Wie die Regeln sagen',
    several: 'Diese Kampagnen gehören zu mehreren Workspaces. Ein Kunde liegt in einem Workspace.',
    noParts: 'In diesem Workspace gibt es noch keine Kunden.',
    toSettings: 'In den Einstellungen anlegen',
    done: 'Zuordnen',
    doneToast: (count, client) => `${campaigns(count)} zugeordnet: ${client}`,
  },
  filter: {
    unassigned: 'Ohne Kunden',
  },
}
