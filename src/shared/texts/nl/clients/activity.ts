import type { Texts } from '../../en.ts'
import { counted } from '../core/counted.ts'

/** What asks, as it is written down. */
const askers: Readonly<Record<string, string>> = {
  'test connection': 'verbindingstest',
  'first-key check': 'sleutelcontrole',
  plan: 'exportplan',
  export: 'export',
  'take back': 'uit Instantly verwijderen',
}

export const activityNl: Texts['activity'] = {
  title: 'Diagnose',
  copyDiagnostics: 'Diagnose kopiëren',
  meta: 'Elk API-verzoek naar Instantly, zonder sleutels en inhoud',
  table: 'API-verzoeken naar Instantly',
  client: 'Klant',
  outcome: 'Resultaat',
  outcomes: { all: 'Alle resultaten', ok: 'Gelukt', refused: 'Geweigerd', no_answer: 'Geen antwoord' },
  from: 'Van',
  to: 'Tot en met',
  search: 'Pad of aanleiding',
  saveCsv: 'Opslaan als CSV',
  savedCsv: (rows, path) => `${counted(rows, 'API-verzoek', 'API-verzoeken')} opgeslagen in ${path}`,
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
  csvHeader: ['tijd', 'klant', 'aanleiding', 'methode', 'pad', 'status', 'duur (ms)', 'pogingen', 'resultaat'],
  csvName: (day) => `sendoff-api-verzoeken-${day}.csv`,
  calls: (total) => counted(total, 'API-verzoek', 'API-verzoeken'),
  emptyTitle: 'Nog geen API-verzoeken',
  emptyText: 'Elk verzoek van Sendoff aan Instantly staat hier, vanaf de eerste verbindingstest.',
  noneTitle: 'Geen API-verzoeken voor deze filters',
  noneText: 'Kies een langere periode of een ander resultaat.',
}
