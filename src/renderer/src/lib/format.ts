/** Figures and times as the operator reads them. All screens go through here; nothing formats by itself. */

const locale = 'en-GB'
/** Between a figure and its sign: narrow, and never broken. */
const thin = '\u202f'

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** `4,052` */
export const formatNumber = (value: number): string => whole.format(value)

/**
 * `12.4 %`. Never rounds to 0 or 100 what is not: a share of one in a million reads `< 0.1 %`.
 */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return `< 0.1${thin}%`
  if (percent < 100 && percent > 99.9) return `> 99.9${thin}%`
  return `${percent === 0 || percent === 100 ? whole.format(percent) : oneDecimal.format(percent)}${thin}%`
}

/** `12.4 % of 812`, or a dash where there is no base. */
export function formatRate(part: number, base: number): string {
  return base === 0 ? '–' : `${formatShare(part / base)} of ${formatNumber(base)}`
}

const sizes = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** `812 bytes`, `1.4 MB`: thousands, as file managers count. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.95 && unit < sizes.length - 1) {
    value /= 1000
    unit += 1
  }
  const figure = unit === 0 || value >= 100 ? whole.format(value) : oneDecimal.format(value)
  return `${figure} ${bytes === 1 ? 'byte' : sizes[unit]}`
}

/** `340 ms`, `7.9 s`, `4 min 05 s`, `2 h 10 min`, `3 days 4 h` */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${whole.format(Math.max(0, ms))} ms`
  if (ms < 9_950) return `${oneDecimal.format(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
  const hours = Math.round(minutes / 60)
  const days = Math.floor(hours / 24)
  return `${days} ${days === 1 ? 'day' : 'days'} ${hours % 24} h`
}

/** What is left of something that runs, rounded as far as it is known: `about 20 s`, `about 4 min`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 10) return 'a few seconds'
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s`
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`
  return `about ${oneDecimal.format(seconds / 3600)} h`
}

/** The operator's own zone, as the system has it. */
export const operatorZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

type Zone = string | undefined
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(options: Intl.DateTimeFormatOptions, timeZone: Zone): Intl.DateTimeFormat {
  const key = JSON.stringify([options, timeZone])
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options)
  formatters.set(key, made)
  return made
}

const dayKey = (at: Date, zone: Zone): string =>
  formatter({ year: 'numeric', month: '2-digit', day: '2-digit' }, zone).format(at)

/** `09:42` */
export const formatTime = (iso: string, zone?: string): string =>
  formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone).format(new Date(iso))

/** `20 Nov`, with the year when it is not this one. */
export function formatDate(iso: string, now: Date = new Date(), zone?: string): string {
  const at = new Date(iso)
  const sameYear = formatter({ year: 'numeric' }, zone).format(at) === formatter({ year: 'numeric' }, zone).format(now)
  return formatter({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, zone).format(at)
}

/** `Friday 20 November` */
export const formatDayLong = (at: Date, zone?: string): string =>
  formatter({ weekday: 'long', day: 'numeric', month: 'long' }, zone).format(at).replace(',', '')

/** `today 09:42`, `yesterday 18:20`, `3 Aug 11:05` */
export function formatWhen(iso: string, now: Date = new Date(), zone?: string): string {
  const at = new Date(iso)
  const time = formatTime(iso, zone)
  if (dayKey(at, zone) === dayKey(now, zone)) return `today ${time}`
  if (dayKey(at, zone) === dayKey(new Date(now.getTime() - 86_400_000), zone)) return `yesterday ${time}`
  return `${formatDate(iso, now, zone)} ${time}`
}

/** The exact time, for hovering: `Friday 20 November 2026, 09:41:07 CET`. */
export function formatExact(iso: string, zone?: string): string {
  const at = new Date(iso)
  const day = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, zone).format(at)
  const clock = formatter(
    { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
    zone,
  ).format(at)
  return `${day.replace(',', '')}, ${clock}`
}

/** `just now`, `40 s ago`, `16 min ago`, `3 h ago`, `5 days ago` */
export function formatAgo(iso: string, now: Date = new Date()): string {
  const seconds = Math.floor((now.getTime() - new Date(iso).getTime()) / 1000)
  if (seconds < 10) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  const days = Math.floor(seconds / 86_400)
  return `${days} ${days === 1 ? 'day' : 'days'} ago`
}
