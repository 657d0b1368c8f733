/** Formats figures and days for a report's reader. */
import { dayOfDate } from '#shared/domain/core/days.ts'
import { wholeMonths } from '#shared/domain/insights/analytics/period.ts'
import { type Language, localeOf } from '#shared/language.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'

export type FigureFormats = ReturnType<typeof createFigureFormats>

/** Formats figures in one language. Rates are never rounded to 0 or 100 % unless they are exactly that. */
export function createFigureFormats(language: Language) {
  const locale = localeOf[language]
  const { percent } = backendTexts[language].format
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const long = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const monthLong = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const monthAlone = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  })
  const isMonths = (from: string, to: string) => wholeMonths({ from: dayOfDate(from), to: dayOfDate(to) }) > 0
  const dateOf = (date: string) => new Date(`${date}T00:00:00Z`)
  return {
    n: (value: number): string => whole.format(value),
    share(share: number): string {
      const value = share * 100
      if (value > 0 && value < 0.1) return `< ${percent(one.format(0.1))}`
      if (value < 100 && value > 99.9) return `> ${percent(one.format(99.9))}`
      return percent(value === 0 || value === 100 ? whole.format(value) : one.format(value))
    },
    money(value: number, currency: string | null): string {
      const known = currency !== null && /^[A-Z]{3}$/.test(currency)
      const decimals = Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0
      return new Intl.NumberFormat(locale, {
        ...(known ? { style: 'currency', currency } : {}),
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value)
    },
    /** `20 November 2026`, from YYYY-MM-DD. */
    day: (date: string): string => long.format(dateOf(date)),
    /** `1–20 November 2026`; whole months by name. */
    days: (from: string, to: string): string =>
      (isMonths(from, to) ? monthLong : long).formatRange(dateOf(from), dateOf(to)),
    /** `20 Nov` */
    dayShort: (date: string): string => short.format(dateOf(date)),
    /** `9–15 Nov`; whole months by name. */
    daysShort: (from: string, to: string): string =>
      (isMonths(from, to) ? monthAlone : short).formatRange(dateOf(from), dateOf(to)),
    month: (date: string): string => month.format(dateOf(date)),
    /** `20 November 2026, 09:42 UTC`, from an ISO time. */
    moment: (iso: string): string => moment.format(new Date(iso)),
  }
}
