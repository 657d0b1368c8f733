import type { Texts } from '../../en.ts'
import { counted } from '../core/counted.ts'

/** What asks, as it is written down. */
const askers: Readonly<Record<string, string>> = {
  'test connection': 'Verbindungstest',
  'first-key check': 'Schlüsselprüfung',
  plan: 'Plan',
  export: 'Export',
  'take back': 'Export rückgängig machen',
}

export const activityDe: Texts['activity'] = {
  title: 'Diagnose',
  copyDiagnostics: 'Diagnose kopieren',
  meta: 'Alle API-Aufrufe an Instantly, ohne Schlüssel und Inhalte',
  table: 'API-Aufrufe an Instantly',
  client: 'Kunde',
  outcome: 'Ergebnis',
  outcomes: { all: 'Alle Ergebnisse', ok: 'Erfolgreich', refused: 'Abgelehnt', no_answer: 'Keine Antwort' },
  from: 'Von',
  to: 'Bis',
  search: 'Pfad oder Anlass',
  saveCsv: 'Als CSV speichern',
  savedCsv: (rows, path) => `${counted(rows, 'Aufruf', 'Aufrufe')} in ${path} gespeichert`,
  reset: 'Filter zurücksetzen',
  time: 'Zeit',
  askedBy: 'Anlass',
  method: 'Methode',
  path: 'Pfad',
  status: 'Status',
  noStatus: 'keiner',
  duration: 'Dauer',
  tries: 'Versuche',
  asker: (words) => {
    const [what = '', number = ''] = words.split(/(?= \d+$)/)
    return `${askers[what] ?? what}${number}`
  },
  csvHeader: ['Zeit', 'Kunde', 'Anlass', 'Methode', 'Pfad', 'Status', 'Dauer (ms)', 'Versuche', 'Ergebnis'],
  csvName: (day) => `sendoff-aufrufe-${day}.csv`,
  calls: (total) => counted(total, 'Aufruf', 'Aufrufe'),
  emptyTitle: 'Noch keine API-Aufrufe',
  emptyText: 'Hier steht jede Anfrage an Instantly, ab dem ersten Verbindungstest.',
  noneTitle: 'Keine Aufrufe mit diesen Filtern',
  noneText: 'Erweitern Sie den Zeitraum oder wählen Sie ein anderes Ergebnis.',
}
