/** Words of every chart. */
export const chartsEn = {
  asTable: 'As a table',
  more: 'More with this chart',
  howTo: 'Arrow keys go from point to point.',
  notMeasured: 'not measured',
  save: { svg: 'Save as SVG', png: 'Save as PNG' },
  saved: (path: string) => `Saved: ${path}`,
}
export type ChartTexts = typeof chartsEn
