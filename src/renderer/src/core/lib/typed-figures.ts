/** Parses a typed figure; a comma counts as a decimal point, as in most of Europe. NaN if it is not a number. */
export const figureOf = (typed: string): number => Number(typed.trim().replace(',', '.'))
/** Formats a figure for a field: as short as possible, without grouping. */
export const figureWords = (value: number): string => String(Number(value.toFixed(2)))

/** Formats a share as a percentage for a field: `0.034` is `3.4`. */
export const percentOf = (share: number): string => figureWords(share * 100)
/** Parses a typed percentage as a share; NaN if it is not a number. */
export const shareOf = (typed: string): number => figureOf(typed) / 100
