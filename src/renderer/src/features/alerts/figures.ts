/** A figure as it is typed: a comma is a point to most of Europe. NaN where it is none. */
export const figureOf = (typed: string): number => Number(typed.trim().replace(',', '.'))
/** A figure for a field: as short as it can be, without grouping. */
export const figureWords = (value: number): string => String(Number(value.toFixed(2)))
