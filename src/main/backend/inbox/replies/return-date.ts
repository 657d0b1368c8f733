import { dayMs } from '#shared/domain/core/days.ts'
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import { dayAfter, findDates, type NamedDay } from './find-dates.ts'

export type ReturnDate = {
  readonly day: string
  readonly words: string
  /** Whether the words around the day say that it is about returning. */
  readonly certain: boolean
}

/** Words before a day; tested on the few words in front of it. */
const returnCue =
  /\b(?:back|return|returning|returns|again|available|reachable|resum\w+|answer\w*|answers|mails?|emails|home|open|normal service|reopen\w*|surfac\w+|operational|catch up|pick up|offnen|offnet|geoffnet|greifbar|sprechbar|erreichbar|am platz|bereikbaar|aanwezig|openen|joignables?|disponibles?|de nouveau|rouvr\w+|ouvrons|presente?|abr(?:e|imos|iremos|o)|operativ[oa]s?|localizable|see it|read (?:it|this)|at my desk|done by|reply from|lese|reinicio|contest\w+|reprise|wieder|ab|zuruck|weer|terug|vanaf|retour|reprend\w*|reviens|reviendrai|rentre|rentrerai|partir|des|vuelta|vuelvo|regres\w+|opnieuw|encontrareis|encontrara\w*|a compter|volvere|reincorpor\w*|incorpor\w*)\b[^.!?]{0,60}$/
const backAfter =
  /^(?![^.!?]{0,30}\b(?:not|nicht|kein\w*|niet|geen|pas|no|nie)\b)[^.!?]{0,40}\b(?:back|wieder|geht(?:'s| es)? (?:hier )?weiter|zuruck|weer|terug|again|normal|de retour|de vuelta|estare|contestamos|je reviens|ich da|verfugbar|at my desk|in the office|im buro)\b/
const until =
  /\b(?:until|till|til|to|through|thru|bis|tot|tm|t\/m|met|jusqu'au|jusqu'a|jusque|au|al|hasta|-|and|und|en|et|y)\s*(?:einschliesslich|einschl\.?|inklusive|inkl\.?|and including|en met|y con|including)?\s*(?:(?:zum|the|le|el|de|den|dem|dia|[a-z]{3,10}(?:day|tag|dag|di)|lunes|martes|miercoles|jueves|viernes|sabado|domingo),?\s*){0,3}$/
const from =
  /\b(?:from|since|as of|starting|beginning|commencing|vom|von|seit|van|sinds|du|depuis|del|desde|entre|between|zwischen|tussen|le|el)\s*(?:(?:zum|the|le|el|de|den|dem|dia|[a-z]{3,10}(?:day|tag|dag|di)|lunes|martes|miercoles|jueves|viernes),?\s*){0,3}$/
const stillAwayBefore =
  /(?:letzte[rn]? (?:\w{0,12}tag|tag)(?: ist)?|last day (?:off|away|out|of (?:my )?(?:leave|holiday|vacation))(?: is)?|laatste (?:vakantie|verlof|vrije )?dag(?: is)?|dernier jour[^.!?]{0,25}|ultimo dia[^.!?]{0,25}|\btm|bis und mit|einschliesslich|einschl|inklusive|inkl|t\/m|tot en met|through|thru|up to and including|hasta el \S{0,12} ?inclusive)\W{0,3}(?:\w{0,12},? ){0,3}$/
const stillAwayAfter =
  /^(?:(?:\W{0,3}\w{1,12}){1,3}\W{0,3}(?=\())?\W{0,3}(?:(?:both|beide|beiden|ambos|ambas|ces deux|les deux|letzter)(?: (?:days?|tagen?|dagen|jours?|dias?|\w{0,8}tag))?(?: are)? )?(?:included|inclusive|einschliesslich|eingeschlossen|inbegriffen|einschl|inklusive|inkl|inclus|y compris|compris|incluido|inclusief|inbegrepen|incluidos)/
/** Phrases that say when the person answers, not when they return. */
const answersBack =
  /\b(?:no|kein\w*|geen|sin|pas de) (?:e?mails?|answers?|antwort\w*|replies)\b|\b(?:not|nicht|niet|pas|no) (?:available|reachable|open|erreichbar|bereikbaar|aanwezig|joignables?|disponibles?|present|localizable|operativ[oa])\b|\b(?:get|gets|getting|come|write|call|hear) back\b|\bmelden? \S{1,10} zuruck|\brufen? \S{1,10} zuruck/g
/** Words before days that have nothing to do with returning. */
const unrelated = /\b(?:received|dated|sent|gesendet|verzonden|envoye|enviado|copyright|born|tel|phone)\b[^.!?]{0,20}$/

const CONTEXT_LENGTH = 80
/** A day named after the last day away, and no later than this after it, is the day of return. */
const SOON_MS = 8 * dayMs

/** Folds a text to lower case, without accents and with one kind of space; where possible, positions are kept. */
export function foldForDates(text: string): string {
  const bounded = text.slice(0, 3000)
  const plain = /[\u0080-\uffff]/.test(bounded)
    ? bounded
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/ß/g, 'ss')
        .toLowerCase()
        .replace(/[\u2013\u2014]/g, '-')
    : bounded.toLowerCase()
  // A single space is not replaced, because there are many.
  return plain.replace(/[^\S ]\s*| \s+/g, ' ')
}

type JudgedDay = { readonly day: NamedDay; readonly weight: number; readonly inclusive: boolean }

function judgeDay(
  folded: string,
  day: NamedDay,
  before: NamedDay | undefined,
  next: NamedDay | undefined,
): JudgedDay | null {
  const start = Math.max(before?.to ?? 0, day.from - CONTEXT_LENGTH)
  const left = folded.slice(start, day.from)
  const right = folded.slice(day.to, Math.min(next?.from ?? folded.length, day.to + CONTEXT_LENGTH))
  if (unrelated.test(left)) return null
  const isBack = returnCue.test(left.replace(answersBack, ' '))
  const goesOn =
    before?.habit === 'always' && /^ ?(?:-|,|to|bis|and|or|und|oder|through|t\/m|en|of|et|ou|au?|al|y|o) ?$/.test(left)
  if (goesOn || (day.habit !== undefined && !isBack)) return { day, weight: 0.5, inclusive: false }
  const inclusive =
    stillAwayAfter.test(right) || stillAwayBefore.test(folded.slice(Math.max(0, day.from - CONTEXT_LENGTH), day.from))
  const lastDay = /\b(?:letzte|last day|laatste|dernier jour|ultimo dia)[^.!?]{0,40}$/.test(left) && inclusive
  if (lastDay || until.test(left) || /\bt ?\/ ?m (?:\w+ )?$/.test(left)) return { day, weight: 3, inclusive }
  if (from.test(left)) {
    // In "vom 9. bis 20." and "del 9 al 20" the day is the start of a range. "le lundi 5" and "el jueves 7" alone are
    // not; they need the word directly after them.
    const range = (
      /\b(?:le|el) \S{0,10} ?$/.test(left) && !/\b(?:du|depuis|del|desde|entre|from)\b/.test(left.slice(-30))
        ? /^ ?(?:-|au\b|al\b|jusqu|hasta\b)/
        : /^[^.!?]{0,25}\b(?:to|until|till|through|bis|tot|t\/m|au|al|hasta|and|und|en|et|y|-)\b|^ ?-/
    ).test(right)
    if (
      (range && !/\b(?:ab|wieder|back|again|vanaf|partir|return\w*|retour|vuel\w+|regres\w+)\b/.test(left)) ||
      (!isBack &&
        !backAfter.test(right) &&
        /\b(?:from|since|starting|beginning|commencing|vom|seit|van|sinds|du|depuis|desde|del)\s\S{0,12}\s?$/.test(
          left,
        ))
    )
      return { day, weight: 0, inclusive }
  }
  if (isBack) return { day, weight: 4, inclusive: false }
  if (backAfter.test(right)) return { day, weight: 3.5, inclusive: false }
  return { day, weight: 1, inclusive }
}

/** Returns the last day named right after the last day away: "Away until Friday. Monday I read it", or null. */
function findLaterReturn(best: JudgedDay, judged: readonly JudgedDay[]): JudgedDay | null {
  if (best.weight !== 3) return null
  const lastAway = Date.parse(best.day.day)
  const later = judged.filter(
    ({ day, weight }) =>
      (weight === 1 || weight >= 3 || day.habit === 'today') &&
      day.from > best.day.from &&
      Date.parse(day.day) > lastAway &&
      Date.parse(day.day) <= lastAway + SOON_MS,
  )
  const last = later.toSorted((one, other) => one.day.day.localeCompare(other.day.day)).at(-1)
  return last === undefined ? null : { ...last, weight: 3, inclusive: false }
}

/** Returns when somebody who is away says they are back; null if no day is named. */
export function findReturnDate(text: string, receivedAt: string, language: ReplyLanguage | null): ReturnDate | null {
  const folded = foldForDates(text)
  const days = [...findDates(folded, receivedAt, language === 'en' || language === null ? 'unknown' : 'day_first')]
  const judged: JudgedDay[] = []
  for (const [at, day] of days.entries()) {
    const before = days[at - 1]
    const one = judgeDay(folded, day, before, days[at + 1])
    if (one === null) continue
    // "Tuesday, Wednesday and Thursday": the habit extends to the end of the list.
    if (one.weight === 0.5 && before?.habit === 'always' && day.habit !== 'always')
      days[at] = { ...day, habit: 'always' }
    judged.push(one)
  }
  let best: JudgedDay | null = null
  for (const one of judged) {
    const better =
      best === null ||
      one.weight > best.weight ||
      (one.weight === best.weight && one.day.day >= best.day.day && one.weight < 3.5)
    if (one.weight > 0 && better) best = one
  }
  if (best === null) return null
  const { day, weight } = findLaterReturn(best, judged) ?? best
  // The day is named twice, once unambiguously: "t/m 24 oktober … until 24 October".
  const inclusive = weight <= 3 && judged.some((one) => one.inclusive && one.day.day === day.day)
  return {
    day: inclusive ? dayAfter(day.day) : day.day,
    words: folded.slice(Math.max(0, day.from - 20), day.to).trim(),
    certain: weight >= 3,
  }
}
