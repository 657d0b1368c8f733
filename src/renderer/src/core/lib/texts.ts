/** Texts, figures and times in the operator's language. All screens speak and format through this module. */

import { shareOf } from '#shared/domain/campaigns/rates.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { isTimeZone } from '#shared/domain/core/is-zone.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { type Language, localeOf } from '#shared/language.ts'
import { en, type Texts } from '#shared/texts/en.ts'

/**
 * Texts of the interface in the operator's language. Read them while rendering (`t.x.y` inside a function): a text
 * stored in a module constant stays in the language it was read in.
 */
export let t: Texts = en
/** Language of `t`, for formatting. */
export let spoken: Language = 'en'

const wordsOf = new Map<Language, Texts>([['en', en]])

/** Loads the texts of a language from disk; only the one in use is loaded. */
export async function loadTexts(language: Language): Promise<void> {
  if (wordsOf.has(language)) return
  if (language === 'de') wordsOf.set('de', (await import('#shared/texts/de.ts')).de)
  else if (language === 'nl') wordsOf.set('nl', (await import('#shared/texts/nl.ts')).nl)
}

/** Switches the texts to a loaded language. The screen follows on its next render: see `core/stores/language.ts`. */
export function speak(language: Language): void {
  const words = wordsOf.get(language)
  if (!words) return
  spoken = language
  t = words
}

/** Caches a value made of texts per language, such as columns, which keep their identity until the language changes. */
export function perLanguage<T>(make: () => T): () => T {
  let made: { readonly in: Language; readonly value: T } | null = null
  return () => {
    if (made?.in !== spoken) made = { in: spoken, value: make() }
    return made.value
  }
}

/** Formatters that are expensive to create, created once per language. */
const figuresOf = (language: Language) => ({
  whole: new Intl.NumberFormat(localeOf[language], { maximumFractionDigits: 0 }),
  oneDecimal: new Intl.NumberFormat(localeOf[language], { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  relative: new Intl.RelativeTimeFormat(localeOf[language], { numeric: 'auto' }),
  relativeFigure: new Intl.RelativeTimeFormat(localeOf[language], { numeric: 'always' }),
  list: new Intl.ListFormat(localeOf[language], { type: 'conjunction' }),
  region: new Intl.DisplayNames(localeOf[language], { type: 'region' }),
})
const made = new Map<Language, ReturnType<typeof figuresOf>>()

function figures(): ReturnType<typeof figuresOf> {
  const known = made.get(spoken)
  if (known) return known
  const fresh = figuresOf(spoken)
  made.set(spoken, fresh)
  return fresh
}

const whole = (value: number): string => figures().whole.format(value)
const oneDecimal = (value: number): string => figures().oneDecimal.format(value)

/** Formats an amount in its currency (ISO 4217), or as a plain figure without one: `€12,500.50`, `4.800 €`. */
export function formatMoney(value: number, currency: string | null): string {
  const known = currency !== null && /^[A-Z]{3}$/.test(currency)
  return new Intl.NumberFormat(localeOf[spoken], {
    ...(known ? { style: 'currency', currency } : {}),
    minimumFractionDigits: Number.isInteger(value) ? 0 : 2,
    maximumFractionDigits: 2,
  })
    .format(value)
    .replace('-', '−')
}

/**
 * Formats an amount given in the smallest unit of its currency: `€12,500.50`. A unit price below a tenth gets two more
 * digits, so that it does not read 0: `€0.0121`.
 */
export function formatCents(cents: number, currency: string): string {
  const digits = minorDigits(currency)
  const value = cents / 10 ** digits
  const small = !Number.isInteger(cents) && Math.abs(value) < 0.1
  return amountFormat(currency, small ? digits + 2 : digits)
    .format(value)
    .replace('-', '−')
}

/** Formats a price that is not added up: without cents from `wholeFrom` up or if none: `$48`, `$3.93`, `$1`. */
export function formatPrice(cents: number, currency: string, wholeFrom = 10): string {
  const value = cents / 10 ** minorDigits(currency)
  if (Math.abs(value) < wholeFrom && !Number.isInteger(value)) return formatCents(cents, currency)
  return amountFormat(currency, 0).format(value).replace('-', '−')
}

/** `$`, `€`, `SEK` */
export const currencySign = (currency: string): string =>
  amountFormat(currency, 0)
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? currency

const amountFormat = (currency: string, digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat(localeOf[spoken], {
    style: 'currency',
    currency,
    // The US dollar is the only dollar shown without its country.
    currencyDisplay: currency === 'USD' ? 'narrowSymbol' : 'symbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })

/** Formats a multiple: `6.2×`, `34×`. */
export const formatTimes = (times: number): string =>
  `${times === 0 || times >= 100 ? whole(times) : oneDecimal(times)}×`

/** `4,052`, `4.052` */
export const formatNumber = (value: number): string => whole(value)

/** `12.4 %`. Never rounds to 0 or 100 what is not exactly that: a share of one in a million reads `< 0.1 %`. */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return `< ${t.format.percent(oneDecimal(0.1))}`
  if (percent < 100 && percent > 99.9) return `> ${t.format.percent(oneDecimal(99.9))}`
  return t.format.percent(percent === 0 || percent === 100 ? whole(percent) : oneDecimal(percent))
}

/** Formats a share for an axis, where most values are whole: `20 %`. */
export function formatShareTick(share: number): string {
  const percent = Number((share * 100).toPrecision(12))
  return Number.isInteger(percent) ? t.format.percent(whole(percent)) : formatShare(share)
}

/** Formats a difference of shares as percentage points with their sign: `+0.6`, `−1.2`. */
export const formatPoints = (difference: number): string =>
  `${difference < 0 ? '−' : '+'}${oneDecimal(Math.abs(difference) * 100)}`

/** `12.4 % of 812`, or a dash where there is no base. */
export function formatRate(part: number, base: number): string {
  const share = shareOf(part, base)
  if (share !== null) return t.format.rate(formatShare(share), formatNumber(base))
  return base === 0 ? '–' : formatNumber(part)
}

/** `42 sent, 3 replied and 1 bounced` */
export const formatList = (parts: readonly string[]): string => figures().list.format(parts)

const sizes = ['KB', 'MB', 'GB', 'TB'] as const

/** Returns the name of a country by its ISO code. */
export const formatCountry = (code: string): string => figures().region.of(code) ?? code

/** `812 bytes`, `1.4 MB`: units of 1,000, as in file managers; a line never breaks before the unit. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = -1
  while (value >= 999.95 && unit < sizes.length - 1) {
    value /= 1000
    unit += 1
  }
  if (unit < 0) return t.format.bytes(bytes, whole(value))
  return `${value >= 100 ? whole(value) : oneDecimal(value)}\u00a0${sizes[unit]}`
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** `340 ms`, `7.9 s`, `4 min 05 s`, `2 h 10 min`, `3 days 4 h` */
export function formatDuration(ms: number): string {
  const { milliseconds, seconds: s, minutes: min, hours: h, days: d } = t.format
  if (ms < 999.5) return milliseconds(whole(Math.max(0, ms)))
  if (ms < 9_950) return s(oneDecimal(ms / 1000))
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return s(whole(seconds))
  if (seconds < 3600) return `${min(whole(Math.floor(seconds / 60)))} ${s(twoDigits(seconds % 60))}`
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return `${h(whole(Math.floor(minutes / 60)))} ${min(twoDigits(minutes % 60))}`
  const hours = Math.round(minutes / 60)
  const days = Math.floor(hours / 24)
  return `${d(days, whole(days))} ${h(whole(hours % 24))}`
}

/** Formats the time left, rounded to the accuracy of the estimate: `about 20 s`, `about 4 min`. */
export function formatTimeLeft(seconds: number): string {
  const { about, fewSeconds, seconds: s, minutes, hours } = t.format
  if (seconds < 10) return fewSeconds
  if (seconds < 90) return about(s(whole(Math.round(seconds / 5) * 5)))
  if (seconds < 5400) return about(minutes(whole(Math.round(seconds / 60))))
  return about(hours(oneDecimal(seconds / 3600)))
}

/** Returns the operator's time zone, as the system reports it. */
export const operatorZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

type Zone = string | undefined
type Formatter = { format(at: Date): string }
const formatters = new Map<string, Formatter>()

/**
 * Returns a formatter that shows an invalid time as `–` and falls back to the operator's zone for an unknown one:
 * neither may break the screen.
 */
function formatter(options: Intl.DateTimeFormatOptions, timeZone: Zone): Formatter {
  const key = JSON.stringify([spoken, options, timeZone])
  const known = formatters.get(key)
  if (known) return known
  const zone = timeZone && isTimeZone(timeZone) ? { timeZone } : {}
  const own = new Intl.DateTimeFormat(localeOf[spoken], { ...options, ...zone })
  const fresh: Formatter = { format: (at) => (Number.isNaN(at.getTime()) ? '–' : own.format(at)) }
  formatters.set(key, fresh)
  return fresh
}

const dayKey = (at: Date, zone: Zone): string =>
  formatter({ year: 'numeric', month: '2-digit', day: '2-digit' }, zone).format(at)

/** Returns the number of calendar days between two times, unaffected by clock changes. */
function daysBetween(at: Date, now: Date, zone: Zone): number {
  // In all supported languages the day comes before the month and the month before the year.
  const dayOf = (time: Date) => {
    const [day = Number.NaN, month = 0, year = 0] = dayKey(time, zone).split(/\D+/).map(Number)
    return Date.UTC(year, month - 1, day) / dayMs
  }
  return dayOf(now) - dayOf(at)
}

/** `09:42` */
export const formatTime = (iso: string, zone?: string): string =>
  formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone).format(new Date(iso))

/** `20 Nov`, with the year if it is not the current one. */
export function formatDate(iso: string, now: Date = new Date(), zone?: string): string {
  const at = new Date(iso)
  const sameYear = formatter({ year: 'numeric' }, zone).format(at) === formatter({ year: 'numeric' }, zone).format(now)
  return formatter({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, zone).format(at)
}

/** Formats a UTC day such as `2026-11-20` as `20 Nov`. */
export const formatDay = (day: string): string => formatDate(`${day}T00:00:00Z`, new Date(), 'UTC')

/** Formats a UTC day as `Fri 20` or `Fr. 20`. */
export const formatWeekday = (day: string): string => {
  const at = new Date(`${day}T00:00:00Z`)
  return `${formatter({ weekday: 'short' }, 'UTC').format(at)} ${at.getUTCDate()}`
}

/** Formats the month of a time in UTC: `Nov 2026`. */
export const formatMonth = (iso: string, withYear = true): string =>
  formatter({ month: 'short', ...(withYear ? { year: 'numeric' } : {}) }, 'UTC').format(new Date(iso))

/** `October 2026` */
export const formatMonthLong = (at: Date): string => formatter({ month: 'long', year: 'numeric' }, undefined).format(at)

/** Keeps the comma German has after the weekday and drops it elsewhere. Capitalises the first letter, for Dutch. */
const dayWords = (day: string): string =>
  spoken === 'de' ? day : day.charAt(0).toUpperCase() + day.slice(1).replace(',', '')

/** `Friday 20 November`, `Freitag, 20. November` */
export const formatDayLong = (at: Date, zone?: string): string =>
  dayWords(formatter({ weekday: 'long', day: 'numeric', month: 'long' }, zone).format(at))

/** `today 09:42`, `yesterday 18:20`, `3 Aug 11:05` */
export function formatWhen(iso: string, now: Date = new Date(), zone?: string): string {
  const at = new Date(iso)
  const time = formatTime(iso, zone)
  const days = daysBetween(at, now, zone)
  if (days === 0 || days === 1) return `${figures().relative.format(-days, 'day')} ${time}`
  return `${formatDate(iso, now, zone)} ${time}`
}

/** Returns how long ago a time was by the calendar: `today`, `yesterday`, within seven days or earlier. */
export function dayGroup(iso: string, now: Date = new Date(), zone?: string): 'today' | 'yesterday' | 'week' | 'older' {
  const days = daysBetween(new Date(iso), now, zone)
  if (days === 0) return 'today'
  if (days === 1) return 'yesterday'
  return days >= 2 && days <= 6 ? 'week' : 'older'
}

/** The exact time, for tooltips: `Friday 20 November 2026, 09:41:07 CET`. */
export function formatExact(iso: string, zone?: string): string {
  const at = new Date(iso)
  const day = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, zone).format(at)
  const clock = formatter(
    { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
    zone,
  ).format(at)
  return `${dayWords(day)}, ${clock}`
}

/** `just now`, `40 s ago`, `16 min ago`, `3 h ago`, `5 days ago` */
export function formatAgo(iso: string, now: Date = new Date()): string {
  const seconds = Math.floor((now.getTime() - new Date(iso).getTime()) / 1000)
  const { justNow, ago, seconds: s, minutes, hours } = t.format
  if (seconds < 10) return justNow
  if (seconds < 60) return ago(s(whole(seconds)))
  if (seconds < 3600) return ago(minutes(whole(Math.floor(seconds / 60))))
  if (seconds < 86_400) return ago(hours(whole(Math.floor(seconds / 3600))))
  return figures().relativeFigure.format(-Math.floor(seconds / 86_400), 'day')
}
