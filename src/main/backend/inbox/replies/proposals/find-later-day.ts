import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import { findDates } from '../find-dates.ts'
import { foldForDates } from '../return-date.ts'
import type { Day } from './working-days.ts'

/** A nearer day does not mean "later", and a more distant one is not an appointment. */
const minDays = 3
const maxDays = 400

const months = [
  'january januar januari janvier enero',
  'february februar februari fevrier febrero',
  'march marz maart mars marzo',
  'april avril abril',
  'may mai mei mayo',
  'june juni juin junio',
  'july juli juillet julio',
  'august augustus aout agosto',
  'september septembre septiembre',
  'october oktober octobre octubre',
  'november novembre noviembre',
  'december dezember decembre diciembre',
].map((names) => new RegExp(`\\b(?:${names.replaceAll(' ', '|')})\\b`))
const numbers = [
  '',
  'a|an|one|ein|einem|een|un',
  'two|zwei|twee|deux|dos',
  'three|drei|drie|trois|tres',
  'four|vier|quatre|cuatro',
  'five|funf|vijf|cinq|cinco',
  'six|sechs|zes|seis',
]
const inMonths =
  /\b(?:in|over|dans|en|dentro de) (\d{1,2}|[a-z]{1,6}) (?:months?|monate?n?|maand(?:en)?|mois|mes(?:es)?)\b/
const fewMonths =
  /\b(?:few|couple of|ein paar|einigen|paar|quelques|unos|algunos) (?:months|monaten|maanden|mois|meses)\b/
const quarter = /\bq([1-4])\b/
const nextQuarter =
  /\b(?:next quarter|nachstes quartal|nachsten quartal|volgend kwartaal|prochain trimestre|trimestre prochain|proximo trimestre)\b/
const nextYear =
  /\b(?:next year|new year|nachstes jahr|nachsten jahr|neues? jahr|neuen jahr|volgend jaar|nieuwe jaar|annee prochaine|l'an prochain|proximo ano|ano que viene|ano nuevo)\b/
const nextMonth =
  /\b(?:next month|nachsten monat|nachster monat|volgende maand|mois prochain|proximo mes|mes que viene)\b/
const afterSummer = /\b(?:after (?:the )?summer|nach dem sommer|na de zomer|apres l'ete|despues del verano)\b/

/**
 * Returns the day somebody means who says "later", in five languages: a date, else the first day of the month, quarter
 * or year named. Null if none is named, or if it is too near or too far. `YYYY-MM-DD`.
 */
export function findLaterDay(text: string, receivedAt: string, language: ReplyLanguage): Day | null {
  const now = Date.parse(receivedAt)
  if (Number.isNaN(now)) return null
  const folded = foldForDates(text)
  const fits = (day: Day) => {
    const days = (Date.parse(day) - now) / dayMs
    return days >= minDays && days <= maxDays
  }
  const dates = findDates(folded, receivedAt, language === 'en' ? 'unknown' : 'day_first')
  const named = dates.find(({ day, relative }) => !relative && fits(day)) ?? dates.find(({ day }) => fits(day))
  if (named) return named.day
  const rough = firstDayOfNamedPeriod(folded, new Date(now))
  return rough !== null && fits(rough) ? rough : null
}

/** Returns the first day of a period named in words. */
function firstDayOfNamedPeriod(folded: string, now: Date): Day | null {
  const year = now.getUTCFullYear()
  const month = now.getUTCMonth()
  const firstOf = (at: number, of = year): Day => utcDate(Date.UTC(of, at, 1))
  /** Returns this year's date, or next year's if the month has begun. */
  const toCome = (at: number): Day => firstOf(at, at > month ? year : year + 1)
  const q = quarter.exec(folded)?.[1]
  if (q !== undefined) return toCome((Number(q) - 1) * 3)
  if (nextQuarter.test(folded)) return firstOf((Math.floor(month / 3) + 1) * 3)
  const at = months.findIndex((names) => names.test(folded))
  // "may" alone is usually not the month.
  if (at >= 0 && (at !== 4 || /\b(?:in|im|en|until|till|bis|tot|by|vers) (?:may|mai|mei|mayo)\b/.test(folded)))
    return toCome(at)
  const count = inMonths.exec(folded)?.[1]
  const many =
    count === undefined
      ? null
      : /^\d/.test(count)
        ? Number(count)
        : numbers.findIndex((one) => one.split('|').includes(count))
  if (many !== null && many > 0) {
    return utcDate(now.getTime() + many * 30 * dayMs)
  }
  if (fewMonths.test(folded)) return utcDate(now.getTime() + 90 * dayMs)
  if (nextMonth.test(folded)) return firstOf(month + 1)
  if (afterSummer.test(folded)) return toCome(8)
  // Avoids New Year's Day.
  if (nextYear.test(folded)) return `${year + 1}-01-11`
  return null
}
