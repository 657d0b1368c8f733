/** Exact arithmetic with money: integers in a currency's smallest unit (cents), split into parts that add up. */

/** Maximum amount: ten million of a currency with cents. */
export const maxCents = 1_000_000_000

/** Currencies suggested first; any ISO 4217 code may be used. */
export const suggestedCurrencies = [
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'CAD',
  'AUD',
] as const

/** Returns the number of decimal places of a currency, such as 2, or 0 for the yen. */
export function minorDigits(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** Returns `part * of / whole`, rounded half up, without floating-point loss. Expects integers, and `whole` over 0. */
export function proportion(part: number, of: number, whole: number): number {
  return Number((BigInt(part) * BigInt(of) * 2n + BigInt(whole)) / (BigInt(whole) * 2n))
}

/**
 * Splits an amount by weights, to the cent. Each part is rounded down, and the parts with the largest remainders get
 * one cent more; if equal, earlier ones first. Null if all weights are 0.
 */
export function divideCents(amount: number, weights: readonly number[]): readonly number[] | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return null
  const exact = amount * Math.max(...weights) <= Number.MAX_SAFE_INTEGER
  const parts: number[] = []
  const rests: { readonly at: number; readonly rest: number }[] = []
  let left = amount
  for (const [at, weight] of weights.entries()) {
    const product = exact ? amount * weight : 0
    const rest = exact ? product % total : Number((BigInt(amount) * BigInt(weight)) % BigInt(total))
    const part = exact ? (product - rest) / total : Number((BigInt(amount) * BigInt(weight)) / BigInt(total))
    parts.push(part)
    left -= part
    if (rest > 0) rests.push({ at, rest })
  }
  rests.sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (const { at } of rests.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}

/** Returns how many of the numbers from 0 to `count - 1` leave a remainder of at most `last` when divided by `days`. */
const countUpTo = (count: number, days: number, last: number): number =>
  Math.floor(count / days) * (last + 1) + Math.min(count % days, last + 1)

/**
 * Deals cents over days like cards: cent `start` goes to day `start % days`, the next one to the next day. Returns the
 * cents on the days from `first` to `last` (from 0). Each recipient continues where the previous one ended, so that
 * every day gets an equal amount, to the cent, and any split into days adds up to the total.
 */
export function dealCents(
  start: number,
  cents: number,
  { days, first, last }: { readonly days: number; readonly first: number; readonly last: number },
): number {
  if (first > last) return 0
  const within = (count: number) => countUpTo(count, days, last) - countUpTo(count, days, first - 1)
  return within(start + cents) - within(start)
}

/** Parses an amount typed in any of our languages: `1,234.50`, `1.234,50`, `97`; null if it is none or too large. */
export function parseAmount(typed: string, currency: string): number | null {
  const text = typed.replaceAll(/[\s'’]/g, '')
  if (!/^\d[\d.,]*$/.test(text)) return null
  const digits = minorDigits(currency)
  const point = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const behind = point < 0 ? '' : text.slice(point + 1)
  const sign = text[point]
  const signs = text.replaceAll(/[^.,]/g, '').split('')
  // Three digits after a separator are a thousands group, unless the currency itself has three decimal places.
  const grouped = point >= 0 && behind.length === 3 && digits !== 3 && signs.every((each) => each === sign)
  const isDecimal = point >= 0 && !grouped
  const whole = (isDecimal ? text.slice(0, point) : text).replaceAll(/[.,]/g, '')
  const rest = isDecimal ? behind : ''
  if (rest.length > digits || (isDecimal && signs.filter((each) => each === sign).length > 1)) return null
  const cents = Number(whole || '0') * 10 ** digits + Number(rest.padEnd(digits, '0') || '0')
  return cents <= maxCents ? cents : null
}

/** Formats cents for an input field: `1234.5` as `1234.50`. */
export function formatAmountInput(cents: number, currency: string): string {
  const digits = minorDigits(currency)
  return (cents / 10 ** digits).toFixed(digits)
}
