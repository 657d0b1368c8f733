import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'
import type { ProposalWords, ProposedFor } from './proposal-words.ts'
import { addWorkingDays, type Day, toWorkingDay } from './working-days.ts'

const books: Readonly<Record<ReplyLanguage, ProposalWords>> = { en, de, nl, fr, es }

/** Days until a follow-up to a "later" that names no day. */
const defaultLaterDays = 90

export type ProposalInput = {
  readonly for: ProposedFor
  readonly language: ReplyLanguage
  /** Today at the operator's place, `YYYY-MM-DD`. */
  readonly today: Day
  readonly firstName: string | null
  readonly lastName: string | null
  /** The day the person named or is back; null for none. */
  readonly day: Day | null
  /** The person named a time to talk, so no other time is suggested. */
  readonly timeOffered: boolean
  /** Whether a reply waits for an answer; otherwise we wrote last. */
  readonly theirTurn: boolean
  /** Days since the last mail, and days until a follow-up is due. */
  readonly quietDays: number
  readonly followUpDays: number
}

export type ProposedText = {
  /** Text with variables of the lead and of this module. */
  readonly template: string
  /** Values this module fills in, by name. */
  readonly values: Readonly<Record<string, string>>
}

export type ReplyProposal = {
  /** Values for a text sent today, from any source. */
  readonly values: Readonly<Record<string, string>>
  readonly now: ProposedText | null
  readonly later: (ProposedText & { readonly on: Day; readonly why: 'named' | 'return' | 'quiet' | 'usual' }) | null
}

/**
 * Suggests what to write in a conversation and when: an answer now, a follow-up later, both or neither. Days are
 * working days. A template of the operator's can replace our text with the same values.
 */
export function proposeReply(input: ProposalInput): ReplyProposal {
  const book = books[input.language]
  const { today, day } = input
  const ahead = day !== null && day > today ? day : null
  const later = followUpDay(input, ahead)
  const text = input.theirTurn
    ? book.texts[input.for === 'interested' && input.timeOffered ? 'meeting_booked' : input.for]
    : later === null && input.followUpDays > 0 && input.quietDays >= input.followUpDays
      ? book.texts.quiet
      : null
  const when = later?.why === 'named' ? book.onDay(formatDay(book, later.on)) : book.inAWhile
  const values = { ...templateValuesOn(input, today), when }
  return {
    values,
    now: text === null ? null : { template: text, values },
    later: later && {
      ...later,
      template:
        input.for === 'not_now' || input.for === 'out_of_office' ? book.later[input.for] : (book.texts.quiet ?? ''),
      values: templateValuesOn(input, later.on),
    },
  }
}

function followUpDay(input: ProposalInput, ahead: Day | null) {
  const { today, followUpDays, quietDays } = input
  if (input.for === 'not_now') {
    if (ahead !== null) return { on: toWorkingDay(ahead), why: 'named' as const }
    // After that time without a reply, it is treated as any quiet conversation.
    if (input.theirTurn || quietDays < defaultLaterDays) {
      return { on: toWorkingDay(addDays(today, Math.max(1, defaultLaterDays - quietDays))), why: 'usual' as const }
    }
  }
  // The mailbox is full on the day somebody returns, so the follow-up comes the day after.
  if (input.for === 'out_of_office' && ahead !== null) return { on: addWorkingDays(ahead, 1), why: 'return' as const }
  if (input.theirTurn || followUpDays === 0 || quietDays >= followUpDays) return null
  return { on: toWorkingDay(addDays(today, followUpDays - quietDays)), why: 'quiet' as const }
}

/** Returns the values for a text to be sent on that day. */
function templateValuesOn({ language, firstName, lastName }: ProposalInput, on: Day): Readonly<Record<string, string>> {
  const book = books[language]
  const first = addWorkingDays(on, 2)
  return {
    greeting: book.greeting(firstName, lastName),
    time1: book.at(formatDay(book, first), 10),
    time2: book.at(formatDay(book, addWorkingDays(first, 1)), 14),
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatDay({ locale }: ProposalWords, day: Day): string {
  const format =
    formats.get(locale) ??
    new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  formats.set(locale, format)
  return format.format(Date.parse(day))
}

const addDays = (day: Day, days: number): Day => utcDate(Date.parse(day) + days * dayMs)
