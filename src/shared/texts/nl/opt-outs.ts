import type { OptOutAtInstantly, OptOutHeld, OptOutScope, OptOutSource, OptOutState } from '../../contract/opt-outs.ts'
import type { OptOutTexts } from '../en/opt-outs.ts'
import { counted } from './counted.ts'

const states: Readonly<Record<OptOutState, string>> = {
  asked: 'Bevestig dit',
  on: 'Afgemeld',
  undone: 'Teruggedraaid',
}
const sources: Readonly<Record<OptOutSource, string>> = {
  event: 'Afmeldlink',
  lead_status: 'Afgemeld bij Instantly',
  label: 'Gelabeld',
  reply: 'Antwoord',
  model: 'Antwoord, gelezen door het taalmodel',
  hand: 'Met de hand',
  file: 'Bestand',
  instantly: 'Blokkeerlijst van Instantly',
  earlier: 'Eerdere versie',
}
const scopes: Readonly<Record<OptOutScope, string>> = { client: 'Deze klant', all: 'Alle klanten' }
const standings: Readonly<Record<OptOutAtInstantly['state'], string>> = {
  none: 'Niet gemeld',
  waiting: 'Nog niet bij Instantly',
  confirmed: 'Geblokkeerd bij Instantly',
  differs: 'Anders bij Instantly',
  undoing: 'Nog niet teruggedraaid bij Instantly',
  undone: 'Teruggedraaid bij Instantly',
}
const held: Readonly<Record<OptOutHeld, string>> = {
  offline: 'je bent offline',
  no_key: 'deze klant heeft geen werkende sleutel',
  off: 'melden bij Instantly staat uit',
}
const people = (count: number) => counted(count, 'persoon', 'personen')
const optOuts = (count: number) => counted(count, 'afmelding', 'afmeldingen')
const campaigns = (count: number) => counted(count, 'campagne', 'campagnes')

export const optOutsNl: OptOutTexts = {
  title: 'Afgemeld',
  meta: 'Deze personen krijgen geen e-mail meer.',
  search: 'Adres of woorden',
  filters: {
    all: 'Alle',
    asked: 'Bevestig dit',
    waiting: 'Nog niet bij Instantly',
    differs: 'Anders bij Instantly',
    undone: 'Teruggedraaid',
  },
  filter: 'Toon',
  address: 'Adres',
  from: 'Herkomst',
  since: 'Sinds',
  holdsFor: 'Geldt voor',
  atInstantly: 'Bij Instantly',
  client: 'Klant',
  states,
  sources,
  scopes,
  standings,
  held,
  scopeOf: (scope, client) => (scope === 'all' || client === null ? scopes.all : client),
  line: (at) => {
    const parts = [
      at.blocked > 0 &&
        (at.clients > 1 ? `geblokkeerd bij ${at.blocked} van ${at.clients} klanten` : 'geblokkeerd bij Instantly'),
      at.blockedBefore > 0 && at.blockedBefore === at.blocked && 'stond al op de lijst',
      at.stopped > 0 && `gestopt in ${campaigns(at.stopped)}`,
      at.removed > 0 && `verwijderd uit ${campaigns(at.removed)}`,
      at.takenFromSubsequences > 0 && 'uit een subsequence gehaald',
    ]
    return parts.filter(Boolean).join(' · ') || standings[at.state]
  },
  undoneLine: (at) =>
    [
      at.blockedBefore > 0 && 'nog geblokkeerd bij Instantly, waar de vermelding er al stond',
      at.left > 0 && `niet hersteld in ${campaigns(at.left)}`,
    ]
      .filter(Boolean)
      .join(' · ') || standings.undone,
  reason: (why) => `Nog niet bij Instantly: ${why}`,
  notYet: (why) => `Nog niet: ${why}`,
  missingScope: (scope) => `sleutel mist ${scope}`,
  waits: 'zo meteen',
  differences: {
    entry_gone: 'bij Instantly van de blokkeerlijst gehaald',
    lead_active: 'bij Instantly weer actief in een campagne',
  },
  askedTitle: 'Wil deze persoon geen e-mail meer?',
  askedLine: 'Exports slaan deze persoon over tot je antwoordt.',
  yes: 'Afgemeld',
  no: 'Geen afmelding',
  answered: (count, yes) => (yes ? `${people(count)} afgemeld.` : `${people(count)} mag je weer mailen.`),
  add: 'Toevoegen',
  addOne: 'Afmelden',
  addTitle: 'Afgemelde personen toevoegen',
  addText: 'Eén adres per regel of met komma’s ertussen. Een domein geldt voor iedereen daar.',
  addresses: 'Adressen',
  allClients: 'Voor alle klanten',
  allClientsHint: 'Uit: alleen voor deze klant.',
  added: (count) => `${people(count)} toegevoegd.`,
  known: (count) => `${people(count)} stond al op de lijst.`,
  unreadable: (lines) => `Geen adres en geen domein: ${lines}`,
  undo: 'Afmelding terugdraaien',
  undoOf: (value) => `Afmelding van ${value} terugdraaien`,
  undone: (count) => `${optOuts(count)} teruggedraaid. De vermelding bij Instantly wordt verwijderd.`,
  again: 'Weer afmelden',
  openThread: 'Gesprek openen',
  forAll: 'Laat gelden voor alle klanten',
  forClient: 'Laat gelden voor alleen deze klant',
  scopeChanged: (count, scope) =>
    scope === 'all'
      ? `${counted(count, 'afmelding geldt', 'afmeldingen gelden')} voor alle klanten.`
      : `${counted(count, 'afmelding geldt', 'afmeldingen gelden')} voor één klant.`,
  actions: 'Acties',
  actionsOf: (value) => `Acties voor ${value}`,
  mend: 'Opnieuw stoppen',
  mended: (count) => `${people(count)} wordt opnieuw gestopt.`,
  differsNote: (count) =>
    `${counted(count, 'persoon staat', 'personen staan')} er bij Instantly anders voor: van de blokkeerlijst gehaald of weer actief.`,
  waitingNote: (count) => `${counted(count, 'persoon is', 'personen zijn')} nog niet geblokkeerd bij Instantly.`,
  askedNote: (count) =>
    `${counted(count, 'antwoord kan', 'antwoorden kunnen')} een afmelding zijn. Exports slaan deze personen over tot je antwoordt.`,
  onlyThereNote: (count) =>
    `${counted(count, 'adres staat', 'adressen staan')} op de blokkeerlijst van Instantly en niet hier.`,
  takeOver: 'Toevoegen als afgemeld',
  takenOver: (count) => `${people(count)} toegevoegd.`,
  show: 'Tonen',
  chosen: (count) => `${people(count)} gekozen`,
  clear: 'Wissen',
  people,
  tellNow: 'Nu synchroniseren',
  save: 'Opslaan als CSV',
  saveCsv: 'Wie zich afmeldde opslaan als CSV',
  csvName: 'afgemeld',
  csvHeader: [
    'Adres',
    'Stand',
    'Sinds',
    'Herkomst',
    'Woorden',
    'Klant',
    'Geldt voor',
    'Bij Instantly',
    'Vermeldingen op blokkeerlijsten',
    'Gestopt in campagnes',
    'Verwijderd uit campagnes',
    'Gelezen op',
  ],
  savedCsv: (rows, path) => `${people(rows)} opgeslagen in ${path}.`,
  emptyTitle: 'Niemand heeft zich afgemeld',
  emptyText: 'Afmeldingen, antwoorden die stop zeggen, labels en bestanden komen hier vanzelf terecht.',
  noneFound: 'Niemand gevonden',
  noneFoundText: 'Geen afmelding past bij deze zoekopdracht en dit filter.',
  settingsTitle: 'Wat er gebeurt als iemand zich afmeldt',
  tellInstantly: 'Blokkeer de persoon bij Instantly',
  tellInstantlyHint:
    'Zet het adres op de blokkeerlijst van de klant en stopt het in campagnes. Exports slaan het hoe dan ook over.',
  scopeSetting: 'Nieuwe afmeldingen gelden voor',
  leadsSetting: 'In campagnes die nog zouden schrijven',
  leads: { status: 'Zet op “Not interested”', remove: 'Verwijder de lead' },
  leadsHint: {
    status: 'De lead blijft met zijn geschiedenis in de campagne en krijgt geen e-mail meer.',
    remove: 'De lead wordt uit de campagne verwijderd. De afmelding terugdraaien brengt hem niet terug.',
  },
  openPage: 'Toon wie zich afmeldde',
}
