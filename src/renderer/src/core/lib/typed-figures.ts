/** Figures in fields: with the decimal sign of the language, without grouping. */
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { localeOf } from '#shared/language.ts'
import { spoken } from './texts.ts'

const written = (value: number, least: number, most: number): string =>
  new Intl.NumberFormat(localeOf[spoken], {
    useGrouping: false,
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  }).format(value)

/** Parses a typed figure; a comma counts as a decimal point, as in most of Europe. NaN if it is not a number. */
export const figureOf = (typed: string): number => Number(typed.trim().replace(',', '.'))
/** Formats a figure for a field, as short as possible. */
export const figureWords = (value: number, maxDecimals = 2): string => written(value, 0, maxDecimals)

/** Formats cents for a field, with all decimals of the currency: `1234.50`, in German `1234,50`. */
export function amountWords(cents: number, currency: string): string {
  const digits = minorDigits(currency)
  return written(cents / 10 ** digits, digits, digits)
}

/** Formats a share as a percentage for a field: `0.034` is `3.4`. */
export const percentOf = (share: number): string => figureWords(share * 100)
/** Parses a typed percentage as a share; NaN if it is not a number. */
export const shareOf = (typed: string): number => figureOf(typed) / 100
