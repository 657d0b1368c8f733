import type { OptOutAtInstantly, OptOutHeld, OptOutScope, OptOutSource, OptOutState } from '../../contract/opt-outs.ts'
import type { OptOutTexts } from '../en/opt-outs.ts'
import { counted } from './counted.ts'

const states: Readonly<Record<OptOutState, string>> = {
  asked: 'Bitte bestätigen',
  on: 'Abgemeldet',
  undone: 'Zurückgenommen',
}
const sources: Readonly<Record<OptOutSource, string>> = {
  event: 'Abmeldelink',
  lead_status: 'Bei Instantly abgemeldet',
  label: 'Kennzeichnung',
  reply: 'Antwort',
  model: 'Antwort, vom Sprachmodell gelesen',
  hand: 'Von Hand',
  file: 'Datei',
  instantly: 'Sperrliste von Instantly',
  earlier: 'Frühere Version',
}
const scopes: Readonly<Record<OptOutScope, string>> = { client: 'Diesen Kunden', all: 'Alle Kunden' }
const standings: Readonly<Record<OptOutAtInstantly['state'], string>> = {
  none: 'Nicht gemeldet',
  waiting: 'Noch nicht bei Instantly',
  confirmed: 'Bei Instantly gesperrt',
  differs: 'Bei Instantly anders',
  undoing: 'Bei Instantly noch nicht zurückgenommen',
  undone: 'Bei Instantly zurückgenommen',
}
const held: Readonly<Record<OptOutHeld, string>> = {
  offline: 'Sie sind offline',
  no_key: 'dieser Kunde hat keinen gültigen Schlüssel',
  off: 'das Melden an Instantly ist ausgeschaltet',
}
const people = (count: number) => counted(count, 'Person', 'Personen')
const optOuts = (count: number) => counted(count, 'Abmeldung', 'Abmeldungen')
const inCampaigns = (count: number) => counted(count, 'Kampagne', 'Kampagnen')

export const optOutsDe: OptOutTexts = {
  title: 'Abgemeldet',
  meta: 'Diese Personen bekommen keine E-Mails mehr.',
  search: 'Adresse oder Wortlaut',
  filters: {
    all: 'Alle',
    asked: 'Bitte bestätigen',
    waiting: 'Noch nicht bei Instantly',
    differs: 'Bei Instantly anders',
    undone: 'Zurückgenommen',
  },
  filter: 'Anzeigen',
  address: 'Adresse',
  from: 'Herkunft',
  since: 'Seit',
  holdsFor: 'Gilt für',
  atInstantly: 'Bei Instantly',
  client: 'Kunde',
  states,
  sources,
  scopes,
  standings,
  held,
  scopeOf: (scope, client) => (scope === 'all' || client === null ? scopes.all : client),
  line: (at) => {
    const parts = [
      at.blocked > 0 &&
        (at.clients > 1 ? `bei ${at.blocked} von ${at.clients} Kunden gesperrt` : 'bei Instantly gesperrt'),
      at.blockedBefore > 0 && at.blockedBefore === at.blocked && 'stand schon vorher auf der Sperrliste',
      at.stopped > 0 && `in ${counted(at.stopped, 'Kampagne', 'Kampagnen')} gestoppt`,
      at.removed > 0 && `aus ${inCampaigns(at.removed)} entfernt`,
      at.takenFromSubsequences > 0 && 'aus einer Subsequenz genommen',
    ]
    return parts.filter(Boolean).join(' · ') || standings[at.state]
  },
  undoneLine: (at) =>
    [
      at.blockedBefore > 0 && 'bei Instantly weiter gesperrt, der Eintrag stand dort schon vorher',
      at.left > 0 && `in ${inCampaigns(at.left)} nicht wiederhergestellt`,
    ]
      .filter(Boolean)
      .join(' · ') || standings.undone,
  reason: (why) => `Noch nicht bei Instantly: ${why}`,
  notYet: (why) => `Noch nicht: ${why}`,
  missingScope: (scope) => `dem Schlüssel fehlt ${scope}`,
  waits: 'gleich',
  differences: {
    entry_gone: 'bei Instantly von der Sperrliste genommen',
    lead_active: 'bei Instantly in einer Kampagne wieder aktiv',
  },
  askedTitle: 'Möchte diese Person keine E-Mails mehr?',
  askedLine: 'Exporte lassen sie aus, bis Sie antworten.',
  yes: 'Abgemeldet',
  no: 'Keine Abmeldung',
  answered: (count, yes) => (yes ? `${people(count)} abgemeldet.` : `${people(count)} wieder anschreibbar.`),
  add: 'Hinzufügen',
  addOne: 'Abmelden',
  addTitle: 'Abgemeldete Personen hinzufügen',
  addText: 'Eine Adresse je Zeile oder durch Kommas getrennt. Eine Domain gilt für alle Adressen dort.',
  addresses: 'Adressen',
  allClients: 'Für alle Kunden',
  allClientsHint: 'Aus: nur für diesen Kunden.',
  added: (count) => `${people(count)} hinzugefügt.`,
  known: (count) => `${people(count)} standen schon auf der Liste.`,
  unreadable: (lines) => `Weder Adresse noch Domain: ${lines}`,
  undo: 'Abmeldung zurücknehmen',
  undoOf: (value) => `Abmeldung von ${value} zurücknehmen`,
  undone: (count) => `${optOuts(count)} zurückgenommen. Der Eintrag bei Instantly wird entfernt.`,
  again: 'Wieder abmelden',
  openThread: 'Unterhaltung öffnen',
  forAll: 'Für alle Kunden',
  forClient: 'Nur für diesen Kunden',
  scopeChanged: (count, scope) =>
    scope === 'all'
      ? `${counted(count, 'Abmeldung gilt', 'Abmeldungen gelten')} für alle Kunden.`
      : `${counted(count, 'Abmeldung gilt', 'Abmeldungen gelten')} für einen Kunden.`,
  actions: 'Aktionen',
  actionsOf: (value) => `Aktionen für ${value}`,
  mend: 'Wieder stoppen',
  mended: (count) => `${people(count)} werden wieder gestoppt.`,
  differsNote: (count) =>
    `${counted(count, 'Person steht', 'Personen stehen')} bei Instantly anders: von der Sperrliste genommen oder wieder aktiv.`,
  waitingNote: (count) => `${counted(count, 'Person ist', 'Personen sind')} bei Instantly noch nicht gesperrt.`,
  askedNote: (count) =>
    `${counted(count, 'Antwort könnte', 'Antworten könnten')} eine Abmeldung sein. Exporte lassen diese Personen aus, bis Sie antworten.`,
  onlyThereNote: (count) =>
    `${counted(count, 'Adresse steht', 'Adressen stehen')} auf der Sperrliste von Instantly und nicht hier.`,
  takeOver: 'Als abgemeldet übernehmen',
  takenOver: (count) => `${people(count)} hinzugefügt.`,
  show: 'Anzeigen',
  chosen: (count) => `${people(count)} ausgewählt`,
  clear: 'Auswahl aufheben',
  people,
  tellNow: 'Jetzt abgleichen',
  save: 'Als CSV speichern',
  saveCsv: 'Abgemeldete als CSV speichern',
  csvName: 'abgemeldet',
  csvHeader: [
    'Adresse',
    'Stand',
    'Seit',
    'Herkunft',
    'Wortlaut',
    'Kunde',
    'Gilt für',
    'Bei Instantly',
    'Einträge auf Sperrlisten',
    'In Kampagnen gestoppt',
    'Aus Kampagnen entfernt',
    'Gelesen am',
  ],
  savedCsv: (rows, path) => `${people(rows)} gespeichert in ${path}.`,
  emptyTitle: 'Niemand hat sich abgemeldet',
  emptyText: 'Abmeldungen, Antworten mit diesem Wunsch, Kennzeichnungen und Dateien kommen von selbst hierher.',
  noneFound: 'Niemand gefunden',
  noneFoundText: 'Keine Abmeldung passt zu dieser Suche und Auswahl.',
  settingsTitle: 'Was geschieht, wenn sich jemand abmeldet',
  tellInstantly: 'Person bei Instantly sperren',
  tellInstantlyHint:
    'Setzt die Adresse auf die Sperrliste des Kunden und stoppt sie in Kampagnen. Exporte lassen sie in jedem Fall aus.',
  scopeSetting: 'Neue Abmeldungen gelten für',
  leadsSetting: 'In Kampagnen, die noch schreiben würden',
  leads: { status: '„Not interested“ setzen', remove: 'Lead entfernen' },
  leadsHint: {
    status: 'Der Lead bleibt mit seinem Verlauf in der Kampagne und bekommt keine E-Mails mehr.',
    remove: 'Der Lead wird aus der Kampagne gelöscht. Die Abmeldung zurückzunehmen bringt ihn nicht wieder.',
  },
  openPage: 'Abgemeldete anzeigen',
}
