const longRun = /([\p{M}\p{Cf}]{30})[\p{M}\p{Cf}]+/gu

/**
 * Keeps 30 of the consecutive accents and invisible characters that belong to one letter; no language needs as many. A
 * browser lays them out in quadratic time: 100,000 on one letter block the window for a quarter of a minute.
 */
export const limitMarks = (text: string): string => text.replaceAll(longRun, '$1')
