import type { AskTexts } from '../../en/clients/ask.ts'

export const askDe: AskTexts = {
  title: 'Instantly fragen',
  meta: 'Nur lesende Vorgänge; jeder Aufruf steht im API-Protokoll',
  client: 'Kunde',
  operation: 'Vorgang',
  optional: 'kann fehlen',
  list: 'durch Kommas getrennt',
  send: 'Fragen',
  copyCurl: 'Als curl kopieren',
  answer: 'Antwort',
  copy: 'Kopieren',
  asking: 'Frage läuft …',
  none: 'Wählen Sie einen Vorgang und fragen Sie.',
  cut: 'Die Antwort ist länger als 1 MB: Nur ihr Anfang wird gezeigt.',
  gone: 'Dieser Aufruf ist nicht mehr im Protokoll.',
  noQueries: 'Das Protokoll behält den Pfad eines Aufrufs, nicht wonach gefiltert wurde.',
  again: (what) => `Noch einmal fragen: ${what}`,
  status: (status, took) => `${status}, ${took}`,
}
