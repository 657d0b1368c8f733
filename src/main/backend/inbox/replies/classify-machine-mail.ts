/** Classifies mail that no person wrote: bounces, absence notes, receipts. */

import type { ReplyReason } from '#shared/domain/inbox/replies/reply-labels.ts'
import { classifyByForm, toReason } from './classify-by-form.ts'
import { findReferral } from './find-referral.ts'
import type { ReadReply } from './read-reply.ts'
import { findReturnDate } from './return-date.ts'
import type { RuledReply } from './ruled-reply.ts'
import type { Topic } from './topics.ts'
import { foldWord } from './words.ts'

const replyPrefix = /^\s*(?:re|aw|antw|sv|ref|rv|tr|wg|fw|fwd)\s*(?:\[\d+\])?\s*:/i
const absenceSubject =
  /^(?:(?:re|aw|antw)\s*:\s*)?\[?\(?(?:automatic(?:ally)? (?:generated )?(?:reply|response)|auto(?:matic|mated)?[- ]?(?:reply|response|responder|antwort|reponse|respuesta)|auto\s*:|auto$|out[- ]of[- ](?:the[- ])?office|ooo\b|away from|vacation (?:reply|response|notice|message)|on (?:vacation|holiday|leave)|automatische (?:antwort|abwesenheit|reaktie)|automatisierte antwort|abwesenheit|abwesend|nicht im (?:b(?:u|ue)ro|haus)|im urlaub|urlaub|automatisch(?:e)? (?:antwoord|reactie|bericht)|afwezig|niet aanwezig|reponse automatique|message automatique|(?:message d')?absen|conges?\b|en conges?|respuesta automatica|contestacion automatica|fuera de (?:la )?oficina|ausen|vacaciones)/
const receiptSubject =
  /^(?:(?:re|aw)\s*:\s*)?\[(?:ticket|case|request|#|\w{2,12}[-# ]\d)|\b(?:ticket|case|request) ?(?:id|no|nr|number)?[:#. ]{1,3}\d|eingangsbestatigung|empfangsbestatigung|ontvangstbevestiging|accuse de reception|acuse de recibo|(?:we(?:'ve| have)? )received your|confirmation of receipt/
const mailerDaemon = /mailer-daemon|postmaster@|mail delivery (?:sub)?system|microsoftexchange[0-9a-f]{8}|mail-?daemon/i
const noReplySender =
  /\b(?:no-?_?reply|do-?not-?reply|donotreply|noreply|ne-?pas-?repondre|no-?responder|keine-?antwort|nicht-?antworten|auto-?reply|autoresponder|niet-?beantwoorden)\b/i
/** Sender names that contain a software assistant or "automatic". */
const assistantSender =
  /^[^<]{0,80}\b(?:virtual assistant|assistant virtuel|asistente virtual|virtuell\w* assistent\w*|virtuele assistent\w*|chatbot|ai assistant|ki-assistent\w*)\b|^"?auto(?:matic|reply)?\s?[:-]/i
const smtpCode = /\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b/
const autoReplyHeader =
  /^(?:auto-submitted\s*:\s*auto-|x-auto(?:reply|response|-response-suppress)\s*:|precedence\s*:\s*auto_reply)/im

const nonAscii = /[^\x20-\x7e]/

function plainSubject(subject: string): string {
  if (!nonAscii.test(subject)) return subject.toLowerCase().trim()
  return subject
    .split(' ')
    .map((word) => (nonAscii.test(word) ? foldWord(word) : word.toLowerCase()))
    .join(' ')
    .trim()
}

const reasonsOf = (read: ReadReply, topics: readonly Topic[]): readonly ReplyReason[] =>
  topics.flatMap((topic) => [
    ...read.unquoted.hits(topic).slice(0, 2).map(read.unquoted.reason),
    ...read.subject.hits(topic).slice(0, 1).map(read.subject.reason),
  ])

function classifyBounce(read: ReadReply): RuledReply | null {
  const { subject, from } = read.reply
  const phrases = read.unquoted.hits('bounce')
  const sender = mailerDaemon.exec(from)
  const code = smtpCode.exec(read.unquoted.worded.text)
  const title = replyPrefix.test(subject) ? [] : read.subject.hits('bounce')
  const reasons = [
    ...(sender ? [toReason('bounce_sender', 'from', sender[0])] : []),
    ...(code ? [toReason('smtp_code', 'text', code[0])] : []),
    ...title.slice(0, 1).map(read.subject.reason),
    ...phrases.slice(0, 3).map(read.unquoted.reason),
  ]
  const certain = sender !== null || (title.length > 0 && phrases.length > 0) || (code !== null && phrases.length > 0)
  return certain ? { label: 'bounce', unsubscribe: false, auto: true, reasons } : null
}

/** Cached, because both the rules and the weighing of their result need it. */
const machineSignsCache = new WeakMap<ReadReply, readonly ReplyReason[]>()

/** Returns the signs that a machine wrote the mail, apart from the words of its text. */
export function machineSigns(read: ReadReply): readonly ReplyReason[] {
  const before = machineSignsCache.get(read)
  if (before !== undefined) return before
  const signs = findMachineSigns(read)
  machineSignsCache.set(read, signs)
  return signs
}

function findMachineSigns(read: ReadReply): readonly ReplyReason[] {
  const { subject, from } = read.reply
  const title = plainSubject(subject)
  const absence = absenceSubject.exec(title)
  const receipt = absence ? null : receiptSubject.exec(title)
  const sender = noReplySender.exec(from) ?? assistantSender.exec(from.slice(0, 300))
  const text = read.unquoted.worded.text.slice(0, 4000)
  // Few texts contain a colon, so the others are not searched line by line.
  const line = text.includes(':') ? autoReplyHeader.exec(text) : null
  return [
    ...(absence ? [toReason('automatic_subject', 'subject', subject)] : []),
    ...(receipt ? [toReason('receipt_subject', 'subject', subject)] : []),
    ...(sender ? [toReason('unanswered_sender', 'from', sender[0])] : []),
    ...(read.reply.automatic === true ? [toReason('told_automatic', 'from', '')] : []),
    ...(line ? [toReason('automatic_header', 'text', line[0])] : []),
  ]
}

const personal: readonly Topic[] = ['unsubscribe', 'no', 'settled', 'wrong', 'booked']
const saysSomething = (read: ReadReply, topics: readonly Topic[]) =>
  topics.some((topic) => read.own.hits(topic).length > 0)

function countPlaces(read: ReadReply, topic: Topic): number {
  let count = 0
  let end = -1
  for (const { from, to } of read.unquoted.hits(topic)) {
    if (from >= end) count += 1
    end = Math.max(end, to)
  }
  return count
}

function toAbsenceNote(read: ReadReply, reasons: readonly ReplyReason[]): RuledReply {
  const { reply, unquoted, language, returnDay } = read
  const returns = returnDay ?? findReturnDate(reply.subject, reply.receivedAt, language)
  const referral = findReferral(unquoted.worded.text, reply.from)
  return {
    label: 'out_of_office',
    unsubscribe: false,
    auto: true,
    ...(returns === null ? {} : { returnDate: returns.day }),
    ...(referral === null ? {} : { referral }),
    reasons: [...reasons, ...(returns === null ? [] : [toReason('return_date', 'text', returns.words)])],
  }
}

const fixedForms: ReadonlySet<string> = new Set([
  'calendar',
  'fixed_form',
  'delivery_report',
  'bounce_sender',
  'smtp_code',
])

/** Whether the form alone determines the label, whatever the content. */
export const isFixedForm = ({ label, auto, reasons }: RuledReply): boolean =>
  auto && (label === 'bounce' || fixedForms.has(reasons[0]?.rule ?? ''))

/** Classifies automatic mail; null if a person wrote it. */
export function classifyMachineMail(read: ReadReply): RuledReply | null {
  const bounce = classifyBounce(read) ?? classifyByForm(read)
  if (bounce !== null) return bounce
  const signs = machineSigns(read)
  const returnDay = read.returnDay
  const automatic = signs.find(({ rule }) => rule === 'automatic_subject')
  const away =
    read.unquoted.hits('away').length > 0 ||
    (automatic !== undefined && (returnDay?.certain === true || namesAbsence.test(plainSubject(automatic.words))))
  const left = read.unquoted.hits('left')
  const returns = away ? returnDay : null
  if (signs.length > 0 && left.length > 0 && returns === null) {
    const referral = findReferral(read.unquoted.worded.text, read.reply.from)
    const reasons = [...reasonsOf(read, ['left', 'refer']), ...signs]
    const rest = { unsubscribe: false, auto: true, reasons }
    return referral === null ? { label: 'wrong_person', ...rest } : { label: 'referral', ...rest, referral }
  }
  if (signs.length > 0 && away) return toAbsenceNote(read, [...signs, ...reasonsOf(read, ['away'])])
  if (signs.length > 0)
    return { label: 'auto_reply', unsubscribe: false, auto: true, reasons: [...signs, ...reasonsOf(read, ['receipt'])] }
  if (away && countPlaces(read, 'formal') > 0 && !saysSomething(read, ['unsubscribe', 'yes', 'no', 'booked'])) {
    return toAbsenceNote(read, reasonsOf(read, ['away', 'formal']))
  }
  const receipts = countPlaces(read, 'receipt')
  const own = replyPrefix.test(read.reply.subject) ? 2 : 1
  if (receipts >= own && !saysSomething(read, personal)) {
    return { label: 'auto_reply', unsubscribe: false, auto: true, reasons: reasonsOf(read, ['receipt']) }
  }
  return null
}

const namesAbsence =
  /office|ooo|away|vacation|holiday|leave|abwesen|urlaub|nicht im|afwezig|niet aanwezig|absen|conge|fuera|ausen|vacaciones/
