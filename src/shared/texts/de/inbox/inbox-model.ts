import type { InboxModelTexts } from '../../en/inbox/inbox-model.ts'
import { counted, n } from '../core/counted.ts'

export const inboxModelDe: InboxModelTexts = {
  title: 'Sprachmodell',
  text: 'Optional und zunächst ausgeschaltet. Sie verwenden Ihren eigenen Anbieter; Anfragen gehen direkt von diesem Computer an dessen Server.',
  none: 'Nicht verbunden. Antworten werden nur auf diesem Computer klassifiziert.',
  connect: 'Modell verbinden',
  change: 'Verbindung ändern',
  disconnect: 'Trennen',
  disconnectText: 'Der Schlüssel wird endgültig gelöscht, und alle KI-Funktionen werden ausgeschaltet.',
  test: 'Testen',
  tested: (seconds) => `Das Modell hat in ${seconds} s geantwortet`,
  address: 'Adresse',
  addressHint: 'OpenAI-kompatibler Server, bis /v1.',
  model: 'Modell',
  modelHint: 'Modellname beim Anbieter.',
  key: 'API-Schlüssel',
  keyHint: 'Wird verschlüsselt gespeichert und nur an diesen Server gesendet. Leer lassen, wenn keiner nötig ist.',
  keyKept: (masked) => `Leer lassen, um ${masked} zu behalten.`,
  noKey: 'kein Schlüssel',
  privateNetwork: 'Läuft auf diesem Computer oder im eigenen Netzwerk',
  privateNetworkHint: 'Dann ist auch http erlaubt.',
  keep: 'Speichern, ausgeschaltet',
  connection: 'Verbindung',
  sort: 'Antworten klassifizieren, die keine Regel erkennt',
  sortHint:
    'Gesendet werden nur Betreff und Text der Antwort. Abmeldungen hebt die KI nie auf. Gilt für Antworten der letzten sieben Tage und neue; höchstens 500 Anfragen am Tag.',
  draft: 'Entwürfe auf Knopfdruck',
  draftHint:
    'Gesendet werden die letzten sechs E-Mails der Unterhaltung, Vorname und Firma. Den Entwurf senden nur Sie selbst.',
  switchOn: 'Einschalten',
  previewTitle: 'Diese Daten werden gesendet',
  previewText: 'Die genaue Anfrage am Beispiel einer Unterhaltung. Es wurde noch nichts gesendet.',
  conversation: 'Unterhaltung',
  noConversation: 'Noch keine Unterhaltung für eine Vorschau. Einschalten können Sie es nach der ersten Antwort.',
  seeRequest: 'Anfrage ansehen',
  requestTo: (url, characters) => `POST ${url}, ${counted(characters, 'Zeichen', 'Zeichen')}`,
  body: 'Inhalt der Anfrage',
  headers: 'Zusätzlich gesendet: Schlüssel sowie Name und Version von Sendoff.',
  lastMonth: (replies, tokens) =>
    replies === 0
      ? 'Keine Antwort der letzten 30 Tage wäre gesendet worden. Ihr Anbieter rechnet nach den Tokens einer Anfrage ab.'
      : `${counted(replies, 'Antwort', 'Antworten')} der letzten 30 Tage ${replies === 1 ? 'wäre' : 'wären'} gesendet worden: etwa ${counted(tokens, 'Token', 'Tokens')} im Monat. Was ein Token kostet, sagt Ihr Anbieter.`,
  clients: 'Für diese Kunden verwenden',
  clientsHint: 'E-Mails anderer Kunden werden nie gesendet.',
  record: 'Gesendete Anfragen',
  recordSums: (requests, characters) =>
    `${counted(requests, 'Anfrage', 'Anfragen')} mit ${counted(characters, 'Zeichen', 'Zeichen')} seit Beginn`,
  recordRecent: (requests, characters) =>
    `${counted(requests, 'Anfrage', 'Anfragen')} mit ${counted(characters, 'Zeichen', 'Zeichen')} in den letzten 30 Tagen`,
  recordTokens: (sent, answered) =>
    `Vom Anbieter für diese 30 Tage gezählt: ${counted(sent, 'Token', 'Tokens')} gesendet, ${n(answered)} geantwortet`,
  recordNone: 'Noch nichts.',
  at: 'Zeit',
  use: 'Wofür',
  uses: { test: 'Test', sort: 'Klassifizierung', draft: 'Entwurf' },
  client: 'Kunde',
  characters: 'Zeichen',
  outcome: 'Ergebnis',
  outcomes: { sent: 'noch ohne Antwort', done: 'beantwortet', failed: 'fehlgeschlagen' },
  signs: (count) => n(count),
}
