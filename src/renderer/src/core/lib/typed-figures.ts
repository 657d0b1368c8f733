/** A figure as it is typed: a comma is a point to most of Europe. NaN where it is none. */
export const figureOf = (typed: string): number => Number(typed.trim().replace(',', '.'))
/** A figure for a field: as short as it can be, without grouping. */
export const figureWords = (value: number): string => String(Number(value.toFixed(2)))

/** A share as the percent somebody types: `0.034` is `3.4`. */
export const percentOf = (share: number): string => figureWords(share * 100)
/** The share of a typed percent; NaN where it is none. */
export const shareOf = (typed: string): number => figureOf(typed) / 100
