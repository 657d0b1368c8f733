import type { Texts } from '../../en.ts'

export const startProblemDe: Texts['startProblem'] = {
  title: 'Sendoff konnte nicht starten',
  dataIn: 'Ihre Daten',
  backupsIn: 'Automatische Sicherungen',
  version: 'Version',
  openData: 'Datenordner öffnen',
  openLog: 'Protokollordner öffnen',
}
