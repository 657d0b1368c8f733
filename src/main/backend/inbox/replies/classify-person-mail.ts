/** Classifies what a person means from the phrases of their own words. The order of the checks is their precedence. */

import type { ReplyLabel, ReplyReason } from '#shared/domain/inbox/replies/reply-labels.ts'
import { findReferral } from './find-referral.ts'
import type { Hit } from './phrase-matcher.ts'
import type { ReadReply, ReadText } from './read-reply.ts'
import { findReturnDate } from './return-date.ts'
import type { RuledReply } from './ruled-reply.ts'
import type { Topic } from './topics.ts'
import { weakLaterSigns, weakNoSigns, weakOptOutSigns, weakWrongPersonSigns } from './weak-signs.ts'

type Verdict = { readonly label: ReplyLabel; readonly reasons: readonly ReplyReason[] }

const clockTime =
  /\b\d{1,2}(?:[:.h]\d{2})? ?(?:am|pm|uhr|uur|heures?|h)\b|\b\d{1,2}[:.h]\d{2}\b|\b(?:at|um|om|à|a las|las) \d{1,2}\b|\b(?:noon|midday|mittags?|midi|mediodía)\b/i
const weekday =
  /\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b|\b(?:mon|diens|donners|frei|sams)tag\b|\bmittwoch|\b(?:maan|dins|woens|donder|vrij)dag\b|\b(?:lun|mar|mercre|jeu|vendre)di\b|\b(?:lunes|martes|mi[ée]rcoles|jueves|viernes)\b|\b(?:tomorrow|today|morgen|heute|übermorgen|vandaag|demain|aujourd|mañana|hoy)\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}[./]\d{1,2}\b|\b\d{1,2}\.? (?:de )?(?:jan|feb|m[aä]r|a[pbv]r|ma[yi]|ju[nl]|jui|au?g|ao[uû]t|sep|o[ck]t|nov|de[cz]|ene|dic)/i
const contrast = new Set(
  'but however though although still anyway aber allerdings doch trotzdem dennoch jedoch maar toch echter wel mais cependant toutefois neanmoins pero aunque embargo'.split(
    ' ',
  ),
)
const replyPrefix = /^\s*(?:re|aw|antw|sv|rv|tr|wg|fwd?)\s*(?:\[\d+\])?\s*:/i
const newsletterText =
  /newsletter|nieuwsbrief|bolet[ií]n|infolettre|view (?:this email )?in (?:your )?browser|im browser (?:ansehen|anzeigen|öffnen)|bekijk (?:\w+ )?online|\d ?% ?(?:off|rabatt|korting|descuento|de descuento|de réduction|auf|sur|op)\b/i

const reasonsFor = (text: ReadText, ...topics: readonly Topic[]) =>
  topics.flatMap((topic) => text.hits(topic).slice(0, 3).map(text.reason))

const sentenceOf = (text: ReadText, hit: Hit<Topic>) => text.worded.words[hit.from]?.sentence ?? -1

/** A one-word opt-out counts unless the mail is a newsletter, where the word is a link. */
function classifyOptOut(read: ReadReply): Verdict | null {
  const { own, reply } = read
  if (own.hits('unsubscribe').length > 0)
    return { label: 'unsubscribe', reasons: reasonsFor(own, 'unsubscribe', 'bare') }
  if (own.hits('bare').length === 0) {
    const first = read.subject.hits('bare').length > 0 || read.subject.hits('unsubscribe').length > 0
    return first &&
      !replyPrefix.test(reply.subject) &&
      own.worded.words.length < 12 &&
      !newsletterText.test(reply.subject)
      ? { label: 'unsubscribe', reasons: reasonsFor(read.subject, 'unsubscribe', 'bare') }
      : null
  }
  const isBulk =
    !replyPrefix.test(reply.subject) && newsletterText.test(`${reply.subject} ${own.worded.text.slice(0, 2000)}`)
  // "Stop! This is what we need!"
  const eager = own.hits('yes').length + own.hits('request').length > 0
  return isBulk || eager ? null : { label: 'unsubscribe', reasons: reasonsFor(own, 'bare') }
}

function sentenceText(text: ReadText, sentence: number): string {
  const words = text.worded.words.filter((word) => word.sentence === sentence)
  const from = words[0]?.start ?? 0
  const next = text.worded.words.find((word) => word.sentence > sentence)
  return text.worded.text.slice(from, next?.start ?? text.worded.text.length)
}

/** A meeting is booked if the reply says so, or says yes beside a day and an hour. */
function classifyMeeting(own: ReadText): Verdict | null {
  if (own.hits('booked').length > 0) return { label: 'meeting_booked', reasons: reasonsFor(own, 'booked') }
  for (const hit of own.hits('agree')) {
    const sentence = sentenceOf(own, hit)
    const text = `${sentenceText(own, sentence)} ${sentenceText(own, sentence + 1)}`
    const firstPerson = /\b(?:me|us|mir|uns|mij|ons|nous|nos|ich|ik|je)\b/i.test(own.reason(hit).words)
    if (own.worded.questions.has(sentence) && !firstPerson) continue
    if (clockTime.test(text) && weekday.test(text)) return { label: 'meeting_booked', reasons: [own.reason(hit)] }
  }
  return null
}

function classifyLaterOrNo(own: ReadText): Verdict | null {
  if (own.hits('later').length > 0) return { label: 'not_now', reasons: reasonsFor(own, 'later', 'no') }
  const nowSentences = new Set(own.hits('now').map((hit) => sentenceOf(own, hit)))
  const forNow = own.hits('no').find((hit) => nowSentences.has(sentenceOf(own, hit)))
  const after =
    forNow === undefined ? [] : own.hits('yes').filter((hit) => sentenceOf(own, hit) > sentenceOf(own, forNow))
  return forNow === undefined || own.hits('settled').length > 0 || after.length > 0
    ? null
    : { label: 'not_now', reasons: [own.reason(forNow), ...reasonsFor(own, 'now')] }
}

/** A no overrides a yes, unless the yes follows it after a "but" or in a sentence of its own. */
function classifyYesOrNo(own: ReadText): Verdict | null {
  const noes = [...own.hits('no'), ...own.hits('settled')]
  const yeses = [...own.hits('yes'), ...own.hits('request')]
  if (noes.length > 0) {
    const last = Math.max(...noes.map(({ to }) => to))
    const turned =
      own.hits('request').find(({ from }) => from >= last) ??
      yeses.find(
        ({ from }) => from >= last && own.worded.words.slice(last, from + 1).some(({ folded }) => contrast.has(folded)),
      )
    if (turned === undefined) return { label: 'not_interested', reasons: reasonsFor(own, 'no', 'settled') }
    return { label: 'interested', reasons: [own.reason(turned)] }
  }
  if (yeses.length > 0) return { label: 'interested', reasons: reasonsFor(own, 'yes', 'request') }
  return own.hits('weak').length > 0 ? { label: 'interested', reasons: reasonsFor(own, 'weak') } : null
}

function classifyReferral(read: ReadReply): RuledReply | null {
  const { own, reply } = read
  const refers = own.hits('refer')
  const [first] = refers
  const astray = own.hits('wrong').length > 0 || own.hits('no').length > 0
  if (first === undefined && !astray) return null
  // Without a referring word, only an address can name somebody, so most negative replies end here.
  if (first === undefined && !own.worded.text.includes('@')) return null
  const referral = findReferral(own.worded.text, reply.from)
  if (first === undefined && referral?.email === undefined) return null
  return {
    label: 'referral',
    unsubscribe: false,
    auto: false,
    ...(referral === null ? {} : { referral }),
    reasons: [
      ...reasonsFor(own, 'refer', 'wrong'),
      ...(first === undefined
        ? [{ rule: 'other_address', language: null, in: 'text' as const, words: referral?.email ?? '' }]
        : []),
    ],
  }
}

function classifyQuestion(own: ReadText): Verdict | null {
  const [marked] = own.worded.questions
  if (own.hits('ask').length > 0) return { label: 'question', reasons: reasonsFor(own, 'ask') }
  if (marked === undefined) return null
  return {
    label: 'question',
    reasons: [
      {
        rule: 'question_mark',
        language: null,
        in: 'text',
        words: sentenceText(own, marked).trim().slice(0, 120) || '?',
      },
    ],
  }
}

const weakVerdict = (label: Verdict['label'], found: readonly ReplyReason[] | null): Verdict | null =>
  found === null ? null : { label, reasons: found }

/** Classifies a reply written by a person. The result always has a label and a reason. */
export function classifyPersonMail(read: ReadReply): RuledReply {
  const { own, reply } = read
  const asked = classifyOptOut(read) ?? weakVerdict('unsubscribe', weakOptOutSigns(own))
  if (asked !== null) return { ...asked, unsubscribe: true, auto: false }
  const elsewhere = classifyReferral(read)
  if (elsewhere !== null) return elsewhere
  const wrong: Verdict | null =
    own.hits('wrong').length > 0 ? { label: 'wrong_person', reasons: reasonsFor(own, 'wrong') } : null
  const away: Verdict | null =
    own.hits('away').length > 0 ? { label: 'out_of_office', reasons: reasonsFor(own, 'away') } : null
  const returnDay = () =>
    own === read.unquoted ? read.returnDay : findReturnDate(own.worded.text, reply.receivedAt, read.language)
  const returns = away === null ? null : returnDay()
  // "On holiday till the 3rd, will read it then" does not mean "later".
  const awayUntil =
    returns !== null && !['no', 'settled', 'request'].some((topic) => own.hits(topic as Topic).length > 0) ? away : null
  const verdict: Verdict = wrong ??
    classifyMeeting(own) ??
    awayUntil ??
    classifyLaterOrNo(own) ??
    weakVerdict('wrong_person', weakWrongPersonSigns(own)) ??
    weakVerdict('not_now', weakLaterSigns(own)) ??
    classifyYesOrNo(own) ??
    away ??
    classifyQuestion(own) ??
    weakVerdict('not_interested', weakNoSigns(own)) ?? {
      label: 'other',
      reasons: [
        {
          rule: own.worded.words.length === 0 ? 'no_words' : 'nothing_known',
          language: null,
          in: 'text',
          words: own.worded.text.slice(0, 60),
        },
      ],
    }
  return { ...verdict, unsubscribe: false, auto: false, ...(returns === null ? {} : { returnDate: returns.day }) }
}
