/** Texts for every chart. */
export const chartsEn = {
  courseOf: (name: string) => `${name} along the period`,
  asTable: 'As a table',
  more: 'Chart actions',
  howTo: 'Use the arrow keys to move between points.',
  notMeasured: 'not measured',
  save: { svg: 'Save as SVG', png: 'Save as PNG' },
  saved: (path: string) => `Saved: ${path}`,
}
