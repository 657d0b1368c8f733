import type { InboxModelTexts } from '../../en/inbox/inbox-model.ts'
import { counted, n } from '../core/counted.ts'

export const inboxModelDe: InboxModelTexts = {
  title: 'Sprachmodell',
  text: 'Freiwillig, und aus, bis Sie es einschalten. Adresse und Schlüssel bringen Sie mit; Anfragen gehen von diesem Rechner geradewegs an jenen Server.',
  none: 'Keines verbunden. Antworten werden allein auf diesem Rechner sortiert.',
  connect: 'Modell verbinden',
  change: 'Verbindung ändern',
  disconnect: 'Trennen',
  disconnectText:
    'Der Schlüssel wird endgültig gelöscht, und alles, wofür das Modell verwendet wird, ist ausgeschaltet.',
  test: 'Testen',
  tested: (seconds) => `Das Modell hat in ${seconds} s geantwortet`,
  address: 'Adresse',
  addressHint: 'Eines beliebigen OpenAI-kompatiblen Servers, bis /v1.',
  model: 'Modell',
  modelHint: 'Wie der Anbieter es nennt.',
  key: 'API-Schlüssel',
  keyHint:
    'Verwahrt wie die Schlüssel von Instantly und nur an diesen Server gesendet. Leer lassen, wo keiner nötig ist.',
  keyKept: (masked) => `Leer lassen, um ${masked} zu behalten.`,
  noKey: 'kein Schlüssel',
  privateNetwork: 'Es läuft auf diesem Rechner oder in meinem eigenen Netz',
  privateNetworkHint: 'Dann ist auch http erlaubt.',
  keep: 'Ausgeschaltet behalten',
  connection: 'Verbindung',
  sort: 'Eine zweite Meinung zu Antworten, die die Regeln nicht kennen',
  sortHint:
    'Betreff und eigene Worte einer solchen Antwort gehen hinaus, sonst nichts aus der Unterhaltung. Einen Wunsch nach keinen weiteren E-Mails hebt es nie auf, und Sie auch nicht. Antworten der letzten sieben Tage und neue; höchstens 500 Anfragen am Tag.',
  draft: 'Entwürfe auf Knopfdruck',
  draftHint:
    'Die letzten sechs E-Mails der Unterhaltung, Vorname und Firma gehen hinaus. Der Entwurf wird nur gezeigt; Sie senden ihn oder nicht.',
  switchOn: 'Einschalten',
  previewTitle: 'Das verlässt Ihren Rechner',
  previewText: 'Die Anfrage zu einer Ihrer Unterhaltungen, Zeichen für Zeichen. Noch ist nichts davon hinausgegangen.',
  conversation: 'Unterhaltung',
  noConversation:
    'Noch gibt es keine Unterhaltung, an der es sich zeigen ließe. Mit der ersten Antwort lässt es sich einschalten.',
  seeRequest: 'Anfrage ansehen',
  requestTo: (url, characters) => `POST ${url}, ${counted(characters, 'Zeichen', 'Zeichen')}`,
  body: 'Inhalt der Anfrage',
  headers: 'Dazu gehen der Schlüssel sowie Name und Version von Sendoff.',
  clients: 'Kunden, für die es verwendet wird',
  clientsHint: 'E-Mails der anderen gehen nie dorthin.',
  record: 'Was hinausging',
  recordSums: (requests, characters) =>
    `${counted(requests, 'Anfrage', 'Anfragen')} mit ${counted(characters, 'Zeichen', 'Zeichen')} seit Beginn`,
  recordRecent: (requests, characters) =>
    `${counted(requests, 'Anfrage', 'Anfragen')} mit ${counted(characters, 'Zeichen', 'Zeichen')} in den letzten 30 Tagen`,
  recordNone: 'Noch nichts.',
  at: 'Zeit',
  use: 'Wofür',
  uses: { test: 'Test', sort: 'Zweite Meinung', draft: 'Entwurf' },
  client: 'Kunde',
  characters: 'Zeichen',
  outcome: 'Ergebnis',
  outcomes: { sent: 'noch ohne Antwort', done: 'beantwortet', failed: 'fehlgeschlagen' },
  signs: (count) => n(count),
}
