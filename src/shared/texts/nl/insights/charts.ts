import type { ChartTexts } from '../../en/insights/charts.ts'

export const chartsNl: ChartTexts = {
  asTable: 'Als tabel',
  more: 'Meer over deze grafiek',
  howTo: 'Pijltoetsen gaan van punt naar punt.',
  notMeasured: 'niet gemeten',
  save: { svg: 'Als SVG opslaan', png: 'Als PNG opslaan' },
  saved: (path) => `Opgeslagen: ${path}`,
}
