import type { AskTexts } from '../../en/clients/ask.ts'

export const askNl: AskTexts = {
  title: 'Instantly vragen',
  meta: 'Alleen bewerkingen die lezen; elke aanroep staat in het API-log',
  client: 'Klant',
  operation: 'Bewerking',
  optional: 'optioneel',
  list: 'gescheiden door komma’s',
  send: 'Vragen',
  copyCurl: 'Als curl kopiëren',
  answer: 'Antwoord',
  copy: 'Kopiëren',
  asking: 'Bezig met vragen…',
  none: 'Kies een bewerking en vraag.',
  cut: 'Het antwoord is langer dan 1 MB: alleen het begin wordt getoond.',
  gone: 'Deze aanroep staat niet meer in het log.',
  noQueries: 'Het log bewaart het pad van een aanroep, niet waarop is gefilterd.',
  again: (what) => `Opnieuw vragen: ${what}`,
  status: (status, took) => `${status}, ${took}`,
}
