import type { ChartTexts } from '../../en/insights/charts.ts'

export const chartsDe: ChartTexts = {
  courseOf: (name) => `${name} im Verlauf`,
  asTable: 'Als Tabelle',
  more: 'Mehr zu diesem Diagramm',
  howTo: 'Mit den Pfeiltasten von Punkt zu Punkt.',
  notMeasured: 'nicht gemessen',
  save: { svg: 'Als SVG speichern', png: 'Als PNG speichern' },
  saved: (path) => `Gespeichert: ${path}`,
}
