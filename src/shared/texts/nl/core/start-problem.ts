import type { Texts } from '../../en.ts'

export const startProblemNl: Texts['startProblem'] = {
  title: 'Sendoff kon niet starten',
  dataIn: 'Je gegevens',
  backupsIn: 'Automatische back-ups',
  version: 'Versie',
  openData: 'Gegevensmap openen',
  openLog: 'Logmap openen',
}
