import type { Texts } from '../../en.ts'
import { counted } from '../core/counted.ts'

/** What asks, as it is written down. */
const askers: Readonly<Record<string, string>> = {
  'test connection': 'verbindingstest',
  'first-key check': 'sleutelcontrole',
  plan: 'plan',
  export: 'export',
  'take back': 'terughalen',
}

export const activityNl: Texts['activity'] = {
  title: 'Activiteit',
  meta: 'Elke aanroep naar Instantly, zonder sleutels en zonder inhoud',
  table: 'Aanroepen naar Instantly',
  client: 'Klant',
  outcome: 'Uitkomst',
  outcomes: { all: 'Alle uitkomsten', ok: 'Gelukt', refused: 'Geweigerd', no_answer: 'Geen antwoord' },
  from: 'Van',
  to: 'Tot en met',
  search: 'Pad of aanleiding',
  saveCsv: 'Opslaan als CSV',
  savedCsv: (rows, path) => `${counted(rows, 'aanroep', 'aanroepen')} opgeslagen in ${path}`,
  reset: 'Filters wissen',
  time: 'Tijd',
  askedBy: 'Aanleiding',
  method: 'Methode',
  path: 'Pad',
  status: 'Status',
  noStatus: 'geen',
  duration: 'Duur',
  tries: 'Pogingen',
  asker: (words) => {
    const [what = '', number = ''] = words.split(/(?= \d+$)/)
    return `${askers[what] ?? what}${number}`
  },
  csvHeader: ['tijd', 'klant', 'aanleiding', 'methode', 'pad', 'status', 'duur (ms)', 'pogingen', 'uitkomst'],
  csvName: (day) => `sendoff-aanroepen-${day}.csv`,
  calls: (total) => counted(total, 'aanroep', 'aanroepen'),
  emptyTitle: 'Nog geen aanroepen',
  emptyText: 'Alles wat Sendoff aan Instantly vraagt, wordt hier opgeschreven, vanaf de eerste verbindingstest.',
  noneTitle: 'Geen aanroep past bij deze filters',
  noneText: 'Verruim de datums of kies een andere uitkomst.',
}
