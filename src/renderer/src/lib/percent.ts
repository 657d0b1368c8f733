/** A share as the percent somebody types: `0.034` is `3.4`. */
export const percentOf = (share: number): string => String(Number((share * 100).toFixed(2)))
/** The share of a typed percent; not a number where it is none. A comma is a point to most of Europe. */
export const shareOf = (typed: string): number => Number(typed.trim().replace(',', '.')) / 100
