import type { ChartTexts } from '../../en/insights/charts.ts'

export const chartsNl: ChartTexts = {
  courseOf: (name) => `${name} in de loop van de periode`,
  asTable: 'Als tabel',
  more: 'Meer over deze grafiek',
  howTo: 'Gebruik de pijltoetsen om van punt naar punt te gaan.',
  notMeasured: 'niet gemeten',
  save: { svg: 'Als SVG opslaan', png: 'Als PNG opslaan' },
  saved: (path) => `Opgeslagen: ${path}`,
}
