import type { InboxModelTexts } from '../../en/inbox/inbox-model.ts'
import { counted, n } from '../core/counted.ts'

export const inboxModelNl: InboxModelTexts = {
  title: 'AI-model',
  text: 'Optioneel en standaard uit. Je gebruikt je eigen adres en sleutel; verzoeken gaan van deze computer rechtstreeks naar die server.',
  none: 'Geen model verbonden. Antwoorden worden alleen op deze computer geclassificeerd.',
  connect: 'Model verbinden',
  change: 'Verbinding wijzigen',
  disconnect: 'Verbreken',
  disconnectText: 'De sleutel wordt definitief gewist en alle AI-functies gaan uit.',
  test: 'Testen',
  tested: (seconds) => `Het model antwoordde in ${seconds} s`,
  address: 'Adres',
  addressHint: 'Van een OpenAI-compatibele server, tot en met /v1.',
  model: 'Model',
  modelHint: 'Zoals de aanbieder het noemt.',
  key: 'API-sleutel',
  keyHint: 'Wordt versleuteld opgeslagen en alleen naar deze server gestuurd. Laat leeg als er geen nodig is.',
  keyKept: (masked) => `Laat leeg om ${masked} te behouden.`,
  noKey: 'geen sleutel',
  privateNetwork: 'Het draait op deze computer of in mijn eigen netwerk',
  privateNetworkHint: 'Dan is http ook toegestaan.',
  keep: 'Opslaan, niet gebruiken',
  connection: 'Verbinding',
  sort: 'Antwoorden classificeren die de regels niet herkennen',
  sortHint:
    'Alleen onderwerp en nieuwe tekst van het antwoord worden verstuurd, niet de rest van het gesprek. AI kan een afmelding nooit ongedaan maken. Voor antwoorden van de laatste zeven dagen en nieuwe; maximaal 500 verzoeken per dag.',
  draft: 'Concepten met één klik',
  draftHint:
    'De laatste zes e-mails van het gesprek, voornaam en bedrijf worden verstuurd. Je ziet het concept en bepaalt zelf of je het verzendt.',
  switchOn: 'Aanzetten',
  previewTitle: 'Deze gegevens worden verstuurd',
  previewText: 'Het exacte verzoek voor een van je gesprekken. Er is nog niets verstuurd.',
  conversation: 'Gesprek',
  noConversation: 'Er is nog geen gesprek als voorbeeld. Na het eerste antwoord kun je het aanzetten.',
  seeRequest: 'Verzoek bekijken',
  requestTo: (url, characters) => `POST ${url}, ${counted(characters, 'teken', 'tekens')}`,
  body: 'Inhoud van het verzoek',
  headers: 'Ook de sleutel en de naam en versie van Sendoff worden meegestuurd.',
  lastMonth: (replies, tokens) =>
    replies === 0
      ? 'Geen antwoord van de laatste 30 dagen zou zijn verstuurd. Je aanbieder rekent af per token van een verzoek.'
      : `${counted(replies, 'antwoord', 'antwoorden')} van de laatste 30 dagen ${replies === 1 ? 'zou' : 'zouden'} zijn verstuurd: ongeveer ${counted(tokens, 'token', 'tokens')} per maand. Wat een token kost, zegt je aanbieder.`,
  clients: 'Klanten waarvoor het wordt gebruikt',
  clientsHint: 'E-mails van andere klanten worden nooit verstuurd.',
  record: 'Verstuurde verzoeken',
  recordSums: (requests, characters) =>
    `${counted(requests, 'verzoek', 'verzoeken')} met ${counted(characters, 'teken', 'tekens')} sinds het begin`,
  recordRecent: (requests, characters) =>
    `${counted(requests, 'verzoek', 'verzoeken')} met ${counted(characters, 'teken', 'tekens')} in de laatste 30 dagen`,
  recordTokens: (sent, answered) =>
    `Door de aanbieder geteld voor deze 30 dagen: ${counted(sent, 'token', 'tokens')} verstuurd, ${n(answered)} geantwoord`,
  recordNone: 'Nog niets.',
  at: 'Tijd',
  use: 'Doel',
  uses: { test: 'Test', sort: 'Classificatie', draft: 'Concept' },
  client: 'Klant',
  characters: 'Tekens',
  outcome: 'Resultaat',
  outcomes: { sent: 'nog geen antwoord', done: 'beantwoord', failed: 'mislukt' },
  signs: (count) => n(count),
}
