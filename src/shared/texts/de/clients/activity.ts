import type { Texts } from '../../en.ts'
import { counted } from '../core/counted.ts'

/** What asks, as it is written down. */
const askers: Readonly<Record<string, string>> = {
  'test connection': 'Verbindungstest',
  'first-key check': 'Schlüsselprüfung',
  plan: 'Plan',
  export: 'Export',
  'take back': 'Zurückholen',
}

export const activityDe: Texts['activity'] = {
  title: 'Aktivität',
  meta: 'Jeder Aufruf an Instantly, ohne Schlüssel und ohne Inhalte',
  table: 'Aufrufe an Instantly',
  client: 'Kunde',
  outcome: 'Ergebnis',
  outcomes: { all: 'Alle Ergebnisse', ok: 'Geglückt', refused: 'Abgelehnt', no_answer: 'Keine Antwort' },
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
  emptyTitle: 'Noch keine Aufrufe',
  emptyText: 'Alles, was Sendoff Instantly fragt, wird hier aufgeschrieben, vom ersten Verbindungstest an.',
  noneTitle: 'Kein Aufruf passt zu diesen Filtern',
  noneText: 'Erweitern Sie den Zeitraum oder wählen Sie ein anderes Ergebnis.',
}
