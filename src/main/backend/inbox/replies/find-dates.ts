/** Finds days named in a text, in five languages and in figures. All days are UTC days. */

import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { findMatches } from './matches-of.ts'

export type NamedDay = {
  /** `YYYY-MM-DD` */
  readonly day: string
  readonly from: number
  readonly to: number
  /** A weekday or "tomorrow", which says less than a date. */
  readonly relative: boolean
  /** Not a day to come: a habit ("on Mondays", "I work Mon-Wed"), or today's weekday. */
  readonly habit?: 'always' | 'today'
}

const months: Record<string, number> = {}
for (const [at, names] of [
  'january jan januar janner januari janvier janv enero ene',
  'february feb februar februari fevrier fevr fev febrero',
  'march mar marz maerz mrz maart mrt mars marzo',
  'april apr avril avr abril abr',
  'may mai mei mayo',
  'june jun juni juin junio',
  'july jul juli juillet juil julio',
  'august aug augustus aout agosto ago',
  'september sept sep septembre septiembre set',
  'october oct oktober okt octobre octubre',
  'november nov novembre noviembre',
  'december dec dezember dez decembre diciembre dic',
].entries()) {
  for (const name of names.split(' ')) months[name] = at
}

const weekdays: Record<string, number> = {}
for (const [at, names] of [
  'sunday sun sonntag so zondag zo dimanche domingo',
  'monday mon montag maandag lundi lunes',
  'tuesday tue tues dienstag dinsdag mardi martes',
  'wednesday wed mittwoch woensdag mercredi miercoles',
  'thursday thu thurs donnerstag donderdag jeudi jueves',
  'friday fri freitag vrijdag vendredi viernes',
  'saturday sat samstag sonnabend zaterdag samedi sabado',
].entries()) {
  for (const name of names.split(' ')) if (name.length > 2) weekdays[name] = at
}

/**
 * Cues in a text, found in one pass, so that each expression below is only tried where it can match. Most texts name no
 * day, and some twenty expressions would each search them.
 */
const dateCues = {
  month: 1,
  weekday: 2,
  tomorrow: 4,
  afterTomorrow: 8,
  today: 16,
  span: 32,
  digit: 64,
  slash: 128,
  /** A figure directly followed by a dot or a dash. */
  joined: 256,
  week: 512,
} as const
const LETTERS = 26
/** Cues by the first three letters of a word. */
const cueTable = new Uint16Array(LETTERS ** 3)
const letterAt = (text: string, at: number) => text.charCodeAt(at) - 97
const keyAt = (text: string, at: number) =>
  (letterAt(text, at) * LETTERS + letterAt(text, at + 1)) * LETTERS + letterAt(text, at + 2)
for (const [cue, words] of [
  [dateCues.month, Object.keys(months)],
  [dateCues.weekday, Object.keys(weekdays)],
  [dateCues.tomorrow, ['tomorrow', 'demain', 'morgen', 'manana']],
  [dateCues.afterTomorrow, ['day', 'ubermorgen', 'overmorgen', 'apres', 'pasado']],
  [dateCues.today, ['heute', 'today', 'vandaag', 'vanmiddag', 'aujourd', 'hoy']],
  [dateCues.span, 'day tag dag jour dia week woche weken semaine semana'.split(' ')],
  [dateCues.week, ['calendar', 'week', 'kalenderwoche', 'semaine', 'semana']],
] as const) {
  for (const word of words) cueTable[keyAt(word, 0)] = (cueTable[keyAt(word, 0)] ?? 0) | cue
}

const K = letterAt('k', 0)
const W = letterAt('w', 0)

function cuesIn(folded: string): number {
  let found = 0
  let inWord = false
  for (let at = 0; at < folded.length; at += 1) {
    const letter = letterAt(folded, at)
    const isLetter = letter >= 0 && letter < LETTERS
    if (isLetter && !inWord) {
      const second = letterAt(folded, at + 1)
      const third = letterAt(folded, at + 2)
      const all = second >= 0 && second < LETTERS && third >= 0 && third < LETTERS
      if (all) found |= cueTable[keyAt(folded, at)] as number
      // "KW 21"
      else if (letter === K && second === W) found |= dateCues.week
    } else if (!isLetter) {
      const code = letter + 97
      if (code >= 48 && code <= 57) {
        const next = folded.charCodeAt(at + 1)
        found |= next === 45 || next === 46 ? dateCues.digit | dateCues.joined : dateCues.digit
      } else if (code === 47) found |= dateCues.slash
    }
    inWord = isLetter
  }
  return found
}

/** A day longer past means next year's. One a few weeks past is from a note somebody forgot to switch off. */
const MAX_PAST_DAYS = 45

function dayOf(year: number | null, month: number, date: number, now: number): string | null {
  const at = (of: number) => {
    const time = Date.UTC(of, month, date)
    return new Date(time).getUTCMonth() === month && new Date(time).getUTCDate() === date ? time : null
  }
  if (year !== null) {
    const time = at(year)
    return time === null ? null : utcDate(time)
  }
  if (Number.isNaN(now)) return null
  const thisYear = new Date(now).getUTCFullYear()
  for (const candidate of [thisYear - 1, thisYear, thisYear + 1]) {
    const time = at(candidate)
    if (time !== null && time >= now - MAX_PAST_DAYS * dayMs) return utcDate(time)
  }
  return null
}

const fullYear = (text: string | undefined): number | null => {
  if (text === undefined || text === '') return null
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

type Finder = {
  /** Cues a text needs for the pattern to be tried. */
  readonly cues: number
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray, now: number, order: DayOrder) => string | null
}
type DayOrder = 'day_first' | 'month_first' | 'unknown'

const monthName = Object.keys(months)
  .toSorted((a, b) => b.length - a.length)
  .join('|')

const nearerDay = (one: string | null, other: string | null, now: number): string | null => {
  if (one === null || other === null) return one ?? other
  const ahead = (day: string) => {
    const away = Date.parse(day) - now
    return away < -dayMs ? 1e15 - away : away
  }
  return ahead(one) <= ahead(other) ? one : other
}

const finders: readonly Finder[] = [
  {
    cues: dateCues.joined,
    pattern: /\b(20\d\d)-(\d\d)-(\d\d)\b/g,
    read: ([, year, month, date], now) => dayOf(Number(year), Number(month) - 1, Number(date), now),
  },
  {
    cues: dateCues.joined,
    // 23.03.2026, 23.3., 23. 3. 26, and the same with dashes or dots as in Dutch
    pattern: /\b(\d{1,2})(?:\. ?|-)(\d{1,2})(?:(?:\. ?|-)(20\d\d|\d\d)\b|\.|(?![\d:]))(?! ?(?:uhr|uur|h\b|am\b|pm\b))/g,
    read: ([, date, month, year], now) => dayOf(fullYear(year), Number(month) - 1, Number(date), now),
  },
  {
    cues: dateCues.digit | dateCues.slash,
    pattern: /\b(\d{1,2})\/(\d{1,2})(?:\/(20\d\d|\d\d)\b)?/g,
    read: ([, first, second, year], now, order) => {
      const dayFirst = dayOf(fullYear(year), Number(second) - 1, Number(first), now)
      const monthFirst = dayOf(fullYear(year), Number(first) - 1, Number(second), now)
      if (order === 'day_first') return dayFirst ?? monthFirst
      if (order === 'month_first') return monthFirst ?? dayFirst
      return nearerDay(dayFirst, monthFirst, now)
    },
  },
  {
    cues: dateCues.digit | dateCues.month,
    pattern: new RegExp(
      `\\b(\\d{1,2})(?:st|nd|rd|th|er|e|\\.)?,? (?:of |de |den )?(${monthName})\\b\\.?(?:,? (?:de |del )?(20\\d\\d)\\b)?`,
      'g',
    ),
    read: ([, date, month, year], now) => dayOf(fullYear(year), months[month ?? ''] ?? 0, Number(date), now),
  },
  {
    cues: dateCues.digit | dateCues.month,
    pattern: new RegExp(
      `\\b(${monthName})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:|\\.\\d)(?:,? (20\\d\\d)\\b)?`,
      'g',
    ),
    read: ([, month, date, year], now) => dayOf(fullYear(year), months[month ?? ''] ?? 0, Number(date), now),
  },
]

const tomorrow =
  /\b(?:tomorrow|demain)\b|(?<!\b(?:guten|goede|goeie|schonen|am|jeden|diesen|heute|gestern|elke|la|una|buena|cada|esta) )\b(?:morgen(?:ochtend|middag|vroeg)?|manana)\b/g
const dayAfterTomorrow =
  /\b(?:the )?day after tomorrow\b|\bubermorgen\b|\bovermorgen\b|\bapres-?demain\b|\bpasado manana\b/g
/** One week after the next such day: "übernächsten Montag", "Monday week", "maandag over een week". */
const weekLaterBefore = /\b(?:ubernachste[nrms]?|a week on|the following) $/
const weekLaterAfter = /^ (?:week\b(?! ?\d)|in einer woche|over een week|en huit|de la semana siguiente)/
/** "next week Friday": that day of next week. */
const ofNextWeek = /\b(?:nachste[rn]?|kommende[rn]?|next|volgende|komende) (?:woche|week),? (?:am |on |op )?$/
/** "übernächste Woche Montag", "the week after next, Monday": one week after that. */
const ofWeekAfterNext =
  /\b(?:ubernachste[rn]? woche|over twee weken|the week after next|dans deux semaines|en dos semanas),? (?:am |on |op |le |el )?$/
/** "maandag week 33": that day of the given week. */
const inWeek = /^,? (?:in |der |van |de la |of )?(?:kw|calendar week|week|kalenderwoche|semaine|semana) ?(\d{1,2})\b/
/** "heute ab 13 Uhr wieder da": still today. */
const laterToday =
  /\b(?:heute|today|vandaag|vanmiddag|aujourd'hui|hoy)\b[^.!?]{0,60}\b(?:ab|from|after|vanaf|a partir de|des|a partir de las) \d{1,2}(?:[:.h]\d{2})? ?(?:uhr|uur|h|am|pm)?[^.!?]{0,20}\b(?:wieder|back|weer|terug|retour|vuelta)\b/g
/** "half juni", "Mitte Mai": the 15th of the month. */
const middle = new RegExp(`\\b(?:half|halfweg|mid|mitte|mi|mediados de|medio)[ -](${monthName})\\b(?! \\d)`, 'g')
/** "the Monday after": the first such day after the one named before. */
const afterNamed = /^ (?:after|danach|darauf|daarna|erna|suivant|d'apres|siguiente)\b/
/** "I work Mon-Wed", "arbeite montags bis mittwochs". */
const workingDays =
  /\b(?:work|working|works|arbeite|arbeitstage|werk|werkdagen|travaille|trabajo|available|erreichbar|bureau|buro)(?: only| nur| alleen| solo| in teilzeit:?| teilzeit:?| parttime:?| part-time:?| en| am| on| op| from| von| van| les| los){0,2} $/
const weekFromToday = /\b(?:a week (?:from )?today|heute in einer woche|vandaag over een week|d'aujourd'hui en huit)\b/g
/** "KW 21", "semaine 35": the Monday of that week. */
const weekNumber =
  /\b(?:kw|calendar week|week(?: no\.?| number| nr\.?)?|kalenderwoche|weeknummer|semaine|semana|sem\.)\s?(\d{1,2})\b(?! ?(?:days|hours|ago))/g
const weekday = new RegExp(
  `\\b(${Object.keys(weekdays).join('|')})(s?)\\b(?:,? (?:the |den |dem |der |de |le |el |dia )?(\\d{1,2})(?:st|nd|rd|th|\\.)?(?![\\d:]| ?[.,:/-] ?\\d| ?(?:uhr|uur|h|heures|am|pm|o'clock|days|tage|dagen|jours|dias)\\b))?`,
  'g',
)
const dayOfMonth =
  /\b(?:on|by|the|until|till|til|through|thru|bis|bis zum|bis am|ab|ab dem|vom|zum|nach dem|am|na de|vanaf|tot|tm|t\/m|despues del|tras el|a partir del|al|tot de|de|jusqu'au|a partir du|des le|apres le|au|hasta el|el dia|desde el|le) (\d{1,2})(?:st|nd|rd|th|er|e)?\b(?! ?[./:-]? ?\d)(?! ?(?:uhr|uur|h|heures|horas|am|pm|a\.m|p\.m|o'clock|%|euro?|€|days|weeks|months|people|tagen?|wochen|monat\w*|dagen|weken|maand\w*|jours|semaines|mois|dias|semanas|meses)\b)/g
const nextWeek =
  /\b(?:next week|(?:ab|in der|erst) nachste[rn]? woche|volgende week|la semaine prochaine|(?:la )?(?:proxima semana|semana que viene))\b/g

const numbers: Record<string, number> = {}
for (const [at, names] of [
  'a one ein einem einer een un une una',
  'two zwei twee deux dos',
  'three drei drie trois tres',
  'four vier quatre cuatro',
  'five funf vijf cinq cinco',
  'six sechs zes seis',
].entries()) {
  for (const name of names.split(' ')) numbers[name] = at + 1
}
const afterDuration =
  /\b(?:in|over|dans|en|dentro de) (\d{1,2}|\w{2,6}) (days?|tagen?|dagen|jours?|dias?|weeks?|wochen?|weken|week|semaines?|semanas?)\b/g

/** Returns the next such weekday after the day of `now`. */
function nextWeekday(of: number, now: number): string | null {
  if (Number.isNaN(now)) return null
  const ahead = (of - new Date(now).getUTCDay() + 7) % 7 || 7
  return utcDate(now + ahead * dayMs)
}

/** Returns the Monday of an ISO week of this year, or of the next if it is long past. */
function mondayOfWeek(week: number, now: number): string | null {
  if (week < 1 || week > 53) return null
  const year = new Date(now).getUTCFullYear()
  const days = [year, year + 1].map((of) => {
    // The fourth of January is always in the first week.
    const fourth = new Date(Date.UTC(of, 0, 4))
    return fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * dayMs + (week - 1) * 7 * dayMs
  })
  const day = days.find((time) => time > now - MAX_PAST_DAYS * dayMs)
  return day === undefined ? null : utcDate(day)
}

/** Returns the next day with this day of the month, and the weekday given beside it, if any: "Wednesday the 18th". */
function nextDate(date: number, now: number, ofWeek?: number): string | null {
  if (Number.isNaN(now)) return null
  const today = new Date(now)
  const days = [0, 1, 2, 3]
    .map((ahead) => new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + ahead, date)))
    .filter((day) => day.getUTCDate() === date && day.getTime() >= now - dayMs)
  // If the weekday is wrong, the next day of that number is meant.
  const day = days.find((one) => one.getUTCDay() === ofWeek) ?? days[0]
  return day === undefined ? null : utcDate(day.getTime())
}

/** Determines which number comes first in 04/02: from an unambiguous date of the text, else by the language. */
function detectDayOrder(folded: string, usual: DayOrder): DayOrder {
  for (const [, first, second] of folded.matchAll(/\b(\d{1,2})\/(\d{1,2})\b/g)) {
    if (Number(first) > 12) return 'day_first'
    if (Number(second) > 12) return 'month_first'
  }
  return usual
}

/**
 * Returns every day named in a text (folded as by `return-date.ts`), in order. A day without a year is the next to
 * come, relative to `receivedAt`; relative days are left out if that is not a valid time.
 */
export function findDates(folded: string, receivedAt: string, usual: DayOrder): readonly NamedDay[] {
  const now = Date.parse(receivedAt)
  const found: NamedDay[] = []
  const free = (from: number, to: number) => found.every((other) => to <= other.from || from >= other.to)
  const add = (day: string | null, from: number, to: number, relative: boolean, habit?: 'always' | 'today') => {
    if (day !== null && free(from, to))
      found.push({ day, from, to, relative, ...(habit === undefined ? {} : { habit }) })
  }
  const held = cuesIn(folded)
  const holds = (wanted: number) => (held & wanted) === wanted
  const order = holds(dateCues.slash) ? detectDayOrder(folded, usual) : usual
  for (const { cues: needed, pattern, read } of finders) {
    if (!holds(needed)) continue
    for (const match of findMatches(pattern, folded)) {
      add(read(match, now, order), match.index, match.index + match[0].length, false)
    }
  }
  for (const match of holds(dateCues.weekday) ? findMatches(weekday, folded) : []) {
    const to = match.index + match[0].length
    // "Monday 23 March": the date already covers the weekday.
    if (found.some((other) => !other.relative && other.from >= match.index && other.from - to < 8)) continue
    if (found.some((other) => !other.relative && other.to <= match.index && match.index - other.to < 3)) continue
    const [, name = '', plural, date] = match
    // "fris" is Dutch and German for fresh, and "mons" and "sats" are not days either.
    if (plural === 's' && /^(?:fri|sun|mon|sat)$/.test(name)) continue
    const wanted = weekdays[name] ?? 0
    const before = folded.slice(Math.max(0, match.index - 40), match.index)
    const rest = folded.slice(to, to + 26)
    const suffix = weekLaterAfter.exec(rest) ?? afterNamed.exec(rest)
    const week = inWeek.exec(rest)
    const ofWeek = week === null ? null : mondayOfWeek(Number(week[1]), now)
    if (week !== null && ofWeek !== null) {
      add(utcDate(Date.parse(ofWeek) + ((wanted + 6) % 7) * dayMs), match.index, to + week[0].length, false)
      continue
    }
    if (ofWeekAfterNext.test(before)) {
      const monday = Date.parse(nextWeekday(1, now) ?? '') + 7 * dayMs
      add(utcDate(monday + ((wanted + 6) % 7) * dayMs), match.index, to, true)
      continue
    }
    const named = found.filter((other) => !other.relative && other.to <= match.index).at(-1)
    const anchor = named === undefined ? Number.NaN : Date.parse(named.day)
    if (ofNextWeek.test(before) || weekLaterBefore.test(before) || weekLaterAfter.test(rest)) {
      const monday = Date.parse(nextWeekday(1, now) ?? '')
      const later = ofNextWeek.test(before)
        ? utcDate(monday + ((wanted + 6) % 7) * dayMs)
        : nextWeekday(wanted, now + 7 * dayMs)
      add(later, match.index, to + (suffix?.[0].length ?? 0), true)
      continue
    }
    const always =
      date === undefined &&
      ((plural === 's' && name.length > 4 && !/^(?:lun|mar|merc|jeu|vend|same|dimanche)/.test(name)) ||
        workingDays.test(before))
    // A weekday after a date means one of the days that follow that date.
    if (
      date === undefined &&
      !always &&
      name.length > 3 &&
      anchor > now &&
      (afterNamed.test(rest) || anchor > now + 6 * dayMs)
    ) {
      const from = afterNamed.test(rest) ? anchor : anchor - dayMs
      add(nextWeekday(wanted, from), match.index, to + (suffix?.[0].length ?? 0), true)
      continue
    }
    const day = date === undefined ? nextWeekday(wanted, now) : nextDate(Number(date), now, wanted)
    const today = date === undefined && wanted === new Date(now).getUTCDay()
    add(day, match.index, to, date === undefined, always ? 'always' : today ? 'today' : undefined)
  }
  for (const match of holds(dateCues.digit) ? findMatches(dayOfMonth, folded) : []) {
    add(nextDate(Number(match[1]), now), match.index, match.index + match[0].length, false)
  }
  if (!Number.isNaN(now)) findRelativeDays(folded, now, holds, add)
  return found.toSorted((one, other) => one.from - other.from)
}

/** Finds days relative to the day a mail came: later today, in three weeks, next week. */
function findRelativeDays(
  folded: string,
  now: number,
  holds: (wanted: number) => boolean,
  add: (day: string | null, from: number, to: number, relative: boolean) => void,
): void {
  for (const match of holds(dateCues.digit | dateCues.today) ? findMatches(laterToday, folded) : [])
    add(utcDate(now), match.index, match.index + match[0].length, true)
  for (const match of holds(dateCues.month) ? findMatches(middle, folded) : [])
    add(dayOf(null, months[match[1] ?? ''] ?? 0, 15, now), match.index, match.index + match[0].length, false)
  for (const match of holds(dateCues.span) ? findMatches(afterDuration, folded) : []) {
    const [whole, count = '', unit = ''] = match
    const many = /^\d/.test(count) ? Number(count) : numbers[count]
    const days = /^(?:w|se)/.test(unit) ? 7 : 1
    if (many !== undefined) add(utcDate(now + many * days * dayMs), match.index, match.index + whole.length, true)
  }
  for (const [cue, pattern, days] of [
    [dateCues.afterTomorrow, dayAfterTomorrow, 2],
    [dateCues.today, weekFromToday, 7],
  ] as const) {
    if (!holds(cue)) continue
    for (const match of findMatches(pattern, folded))
      add(utcDate(now + days * dayMs), match.index, match.index + match[0].length, true)
  }
  for (const match of holds(dateCues.digit | dateCues.week) ? findMatches(weekNumber, folded) : []) {
    add(mondayOfWeek(Number(match[1]), now), match.index, match.index + match[0].length, false)
  }
  for (const match of holds(dateCues.tomorrow) ? findMatches(tomorrow, folded) : [])
    add(utcDate(now + dayMs), match.index, match.index + match[0].length, true)
  for (const match of holds(dateCues.span) ? findMatches(nextWeek, folded) : [])
    add(nextWeekday(1, now), match.index, match.index + match[0].length, true)
}

export const dayAfter = (day: string) => utcDate(Date.parse(day) + dayMs)
